using System.Reflection;
using Migrations.Verdicts;

namespace Migrations.Tests.Locks;

/// <summary>An operation and what was measured of it on PostgreSQL.</summary>
internal sealed record MeasuredLock(
    string Name,
    string Given,
    string Operations,
    string Locks,
    LockTime Time,
    IReadOnlyList<string> Read
)
{
    private static readonly Dictionary<string, LockMode> Modes = new()
    {
        ["AS"] = LockMode.AccessShare,
        ["RS"] = LockMode.RowShare,
        ["RE"] = LockMode.RowExclusive,
        ["SUE"] = LockMode.ShareUpdateExclusive,
        ["S"] = LockMode.Share,
        ["SRE"] = LockMode.ShareRowExclusive,
        ["AE"] = LockMode.AccessExclusive,
    };

    /// <summary>All that were measured.</summary>
    public static IReadOnlyList<MeasuredLock> All { get; } = [.. Blocks().Select(Parse)];

    /// <summary>Locks in the words of the file.</summary>
    public static string Words(IEnumerable<LockedTable> tables)
    {
        var words = tables
            .GroupBy(table => table.Table)
            .Select(table => (Name: table.Key, Mode: table.Max(each => each.Mode)))
            .OrderBy(table => table.Name, StringComparer.Ordinal)
            .Select(table => $"{Short(table.Name)} {Modes.Single(mode => mode.Value == table.Mode).Key}");
        return string.Join(", ", words) is { Length: > 0 } all ? all : "none";
    }

    /// <summary>A table without the app's label, as the file writes it.</summary>
    public static string Short(string table) => table.Replace("forms_", "", StringComparison.Ordinal);

    private static IEnumerable<string> Blocks()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Locks.measured")!;
        return new StreamReader(stream)
            .ReadToEnd()
            .ReplaceLineEndings("\n")
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(block => !block.StartsWith('#'));
    }

    private static MeasuredLock Parse(string block)
    {
        var lines = block
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line is { Length: > 0 } and not ['#', ..]);
        var (name, given, operations) = (lines.First(), "", "");
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith("given ", StringComparison.Ordinal))
                given = line["given ".Length..];
            else if (line.StartsWith("locks ", StringComparison.Ordinal))
            {
                var parts = line["locks ".Length..].Split(';', StringSplitOptions.TrimEntries);
                var read = parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                var locks = string.Join(", ", parts[0].Split(", ").Order(StringComparer.Ordinal));
                return new(name, given, operations, locks, Enum.Parse<LockTime>(parts[1], ignoreCase: true), read);
            }
            else
                operations = line;
        }
        throw new FormatException($"{name} does not say what it locks");
    }
}
