using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// The order in which the migrations of a newer version change the database of an older one. The database has the
/// older version's migrations already, so those that are added come after them, unless an older migration depends on
/// an added one.
/// </summary>
internal sealed class ReplayOrder
{
    /// <summary>Finds the order.</summary>
    /// <param name="older">The older version.</param>
    /// <param name="newer">The newer version.</param>
    /// <param name="graph">The graph of the newer version.</param>
    /// <param name="added">The migrations that only the newer version has.</param>
    public ReplayOrder(MigrationTree older, MigrationTree newer, MigrationGraph graph, IReadOnlySet<MigrationKey> added)
    {
        // Django counts a squash as applied where all that it replaces is, whatever the squash waits for.
        AreFirst = added.All(key =>
            graph.ChildrenOf(key).All(child => added.Contains(child) || !older.Contains(child))
        );
        IsContinued = AreFirst && IsWithin(older, newer, added);
        var last = graph.Order.Where(added.Contains);
        IEnumerable<MigrationKey> order =
            IsContinued ? last
            : AreFirst ? graph.Order.Where(key => !added.Contains(key)).Concat(last)
            : graph.Order;
        Migrations = [.. order.Select(key => newer[key]!)];
    }

    /// <summary>
    /// Whether all migrations of the older version come before the added ones, as they do in its database.
    /// </summary>
    public bool AreFirst { get; }

    /// <summary>
    /// Whether the older version's own state comes before the first of the migrations. Otherwise they begin with an
    /// empty database.
    /// </summary>
    public bool IsContinued { get; }

    /// <summary>The migrations in order.</summary>
    public IReadOnlyList<Migration> Migrations { get; }

    // The newer version has all migrations of the older one as they were, and the added ones change nothing of which of
    // them count: a squash does.
    private static bool IsWithin(MigrationTree older, MigrationTree newer, IReadOnlySet<MigrationKey> added) =>
        newer.Migrations.Count == older.Migrations.Count + added.Count
        && !newer.Replaced.Any(squash => added.Contains(squash.Key) || squash.Value.Any(added.Contains))
        && older.Migrations.All(before =>
            newer[before.Key] is { } after
            && after.ObjectId == before.ObjectId
            && after.Path == before.Path
            && newer.LabelOf(before.Key.App) == older.LabelOf(before.Key.App)
        );
}
