using Migrations.Comparison;
using Migrations.Model;
using Migrations.Verdicts;

namespace Migrations.Review;

/// <summary>Finds what is wrong with the order of the migrations that a branch adds.</summary>
/// <param name="findings">Receives the findings.</param>
/// <param name="began">The migrations where the branch began, and those of its newest commit.</param>
internal sealed class OrderFindings(ReviewFindings findings, VersionTrees began)
{
    /// <summary>Adds the findings.</summary>
    /// <param name="main">
    /// The migrations of the branch that it will be merged into, and those of its newest commit.
    /// </param>
    /// <param name="name">The name of the branch that it will be merged into.</param>
    public void Add(VersionTrees main, string name)
    {
        var added = began.Newer.Migrations.Where(migration => !began.Older.Contains(migration.Key)).ToList();
        foreach (var migration in added)
            Names(migration);
        Leaves(main, added, name);
    }

    private void Names(Migration migration)
    {
        var app = migration.Key.App;
        var earlier = migration
            .Source.Dependencies.SelectMany(each => began.Newer.KeysOf(each, app))
            .Where(key => key.App == app && began.Newer.Contains(key))
            .Where(key => string.CompareOrdinal(key.Name, migration.Key.Name) > 0)
            .ToList();
        if (earlier.Count > 0)
            findings.Add(
                ReviewRules.NameOrder,
                Of(migration),
                null,
                $"It runs after {earlier[0].Name}, and its name sorts before that: number it so that it comes last."
            );
    }

    // The migrations as they will be after the merge.
    private void Leaves(VersionTrees main, List<Migration> added, string name)
    {
        var others = main
            .Older.Migrations.Where(migration =>
                !main.Newer.Contains(migration.Key) && !began.Older.Contains(migration.Key)
            )
            .ToList();
        var apps = main
            .Newer.Migrations.Concat(main.Older.Migrations)
            .Select(migration => migration.Key.App)
            .Distinct()
            .ToDictionary(app => app, main.Newer.LabelOf);
        var merged = others.Count == 0 ? main.Newer : new MigrationTree([.. main.Newer.Migrations, .. others], apps);
        var graph = merged.Graph;
        var ours = added.Select(migration => migration.Key).ToHashSet();
        var leaves = graph
            .Order.Where(key => !graph.ChildrenOf(key).Any(child => child.App == key.App))
            .ToLookup(key => key.App);
        foreach (var app in leaves.Where(app => app.Count() > 1 && app.Any(ours.Contains)))
        {
            var mine = app.First(ours.Contains);
            var rest = app.Where(key => key != mine).Select(key => Place(key, main, ours, name));
            findings.Add(
                ReviewRules.TwoLeaves,
                Of(merged[mine]!),
                null,
                $"{app.Key} ends in it and in {string.Join(", ", rest)}: Django refuses to migrate. Let it depend on the other, or merge the two (makemigrations --merge)."
            );
        }
    }

    private static string Place(MigrationKey key, VersionTrees main, HashSet<MigrationKey> ours, string name) =>
        ours.Contains(key) || main.Newer.Contains(key) ? key.Name : $"{key.Name} of {name}";

    private static MigrationChange Of(Migration migration) =>
        new(migration.Key.App, migration.Key.Name, MigrationChangeKind.Added, Verdict.Clear, [])
        {
            Path = migration.Path,
        };
}
