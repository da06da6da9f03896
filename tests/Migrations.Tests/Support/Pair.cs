using Migrations.Verdicts;

namespace Migrations.Tests.Support;

/// <summary>
/// Two versions of a small application and what older code really does on the newer schema; <c>Pairs/README.md</c>
/// says how they are written and how the answers were obtained.
/// </summary>
/// <param name="Kind">The file that it stands in.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Verdict">The right answer.</param>
/// <param name="Truth">What happens.</param>
/// <param name="Before">The operations that both versions have.</param>
/// <param name="After">The operations that the newer one adds, migration by migration.</param>
internal sealed record Pair(
    string Kind,
    string Name,
    Verdict Verdict,
    string Truth,
    IReadOnlyList<string> Before,
    IReadOnlyList<IReadOnlyList<string>> After
)
{
    private const string Prefix = "Pairs.";
    private static readonly string Models = Resource("Pairs.base.py");

    /// <summary>All pairs.</summary>
    public static IReadOnlyList<Pair> All { get; } =
    [
        .. typeof(Pair)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name != "Pairs.base.py")
            .Order(StringComparer.Ordinal)
            .SelectMany(name => Read(name[Prefix.Length..], Resource(name))),
    ];

    /// <summary>Whether the newer version adds more than one operation.</summary>
    public bool HasSeveral => After.Sum(migration => migration.Count) > 1;

    /// <summary>What the product says of it.</summary>
    public IReadOnlyList<MigrationChange> Judge()
    {
        var (older, newer) = Versions();
        return Judging.Compare(older, newer).Changes;
    }

    /// <summary>The migrations of the two versions.</summary>
    public (IReadOnlyList<(string Name, string Text)> Older, IReadOnlyList<(string Name, string Text)> Newer) Versions()
    {
        List<(string, string)> older = [("shop/0001_initial", MigrationText.Of(Models + string.Join(",\n", Before)))];
        var newer = older.ToList();
        foreach (var (index, operations) in After.Index())
        {
            var text = MigrationText.After(newer[^1].Item1["shop/".Length..], string.Join(",\n", operations));
            newer.Add(($"shop/{index + 2:0000}_next", text));
        }
        return (older, newer);
    }

    private static IEnumerable<Pair> Read(string kind, string text)
    {
        foreach (var block in text.Split("\n## ").Skip(1))
        {
            var lines = block.Split('\n');
            var head = lines[0].Split(" | ");
            var (before, after) = (new List<string>(), new List<IReadOnlyList<string>>());
            var current = new List<string>();
            foreach (var line in lines.Skip(1).Where(line => line.Length > 1))
            {
                if (line is "+ --")
                {
                    after.Add(current);
                    current = [];
                }
                else if (line[0] == '-')
                    before.Add(line[2..]);
                else if (line[0] == '+')
                    current.Add(line[2..]);
                else if (line.IndexOf(" = ", StringComparison.Ordinal) is 1)
                    before.Add($"migrations.AddField('form', '{line[0]}', {line[4..]})");
                else if (line.IndexOf(" > ", StringComparison.Ordinal) is 1)
                    current.Add($"migrations.AlterField('form', '{line[0]}', {line[4..]})");
            }
            after.Add(current);
            yield return new(kind, head[0], Enum.Parse<Verdict>(head[1], ignoreCase: true), head[2], before, after);
        }
    }

    private static string Resource(string name)
    {
        using var stream = typeof(Pair).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
