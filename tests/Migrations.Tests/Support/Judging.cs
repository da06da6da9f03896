using System.Text;
using Migrations.Comparison;
using Migrations.Kept;
using Migrations.Model;
using Migrations.Verdicts;

namespace Migrations.Tests.Support;

/// <summary>Compares migrations that are given as text, without git.</summary>
internal static class Judging
{
    /// <summary>The verdicts on operations that the newer version adds to app "shop".</summary>
    /// <param name="before">The operations that both versions have.</param>
    /// <param name="added">The operations that the newer one adds.</param>
    public static IReadOnlyList<OperationVerdict> Added(string before, string added)
    {
        var first = ("shop/0001_initial", MigrationText.Of(before));
        return Compare([first], [first, ("shop/0002_next", MigrationText.After("0001_initial", added))])
            .Changes[0]
            .Operations;
    }

    /// <summary>Compares two versions; a name is the app, a slash and the migration.</summary>
    public static (IReadOnlyList<MigrationChange> Changes, UnapplyPlan Unapply) Compare(
        IReadOnlyList<(string Name, string Text)> older,
        IReadOnlyList<(string Name, string Text)> newer
    )
    {
        var (changes, unapply) = new MigrationComparison(
            Tree(older),
            Tree(newer),
            new(KeptFolder.None, TimeProvider.System, DatabaseKind.PostgreSql.Vendor)
        ).Compare();
        return (changes, unapply.Value);
    }

    /// <param name="migrations">The migrations.</param>
    /// <param name="isKept">Whether they are read from what an earlier run would have written.</param>
    public static MigrationTree Tree(IEnumerable<(string Name, string Text)> migrations, bool isKept = false) =>
        new(
            [
                .. migrations.Select(migration =>
                {
                    var read = Read(migration.Name, migration.Text);
                    return isKept
                        ? read with
                        {
                            Source = SourceFormat.ReadMigration(SourceFormat.Write(read.Source))!,
                        }
                        : read;
                }),
            ],
            new Dictionary<string, string>()
        );

    public static MigrationSource? Source(string text) =>
        MigrationSourceReader.Read(Encoding.UTF8.GetBytes(text), DatabaseKind.PostgreSql.Vendor);

    private static Migration Read(string name, string text)
    {
        var words = name.Split('/');
        return new(
            new(words[0], words[1]),
            $"{words[0]}/migrations/{words[1]}.py",
            text,
            Source(text).ShouldNotBeNull($"{name} is no migration")
        );
    }
}
