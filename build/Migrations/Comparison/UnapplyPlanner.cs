using Migrations.Model;
using Migrations.Verdicts;

namespace Migrations.Comparison;

/// <summary>
/// Plans how to un-apply migrations. <c>migrate APP TARGET</c> un-applies every migration that follows the target in
/// its app, and every migration that depends on these in any app (Django, <c>MigrationExecutor.migration_plan</c>).
/// </summary>
internal sealed class UnapplyPlanner(
    MigrationTree tree,
    MigrationGraph graph,
    Squashes squashes,
    IReadOnlyDictionary<MigrationKey, MigrationChange> added
)
{
    private readonly Dictionary<MigrationKey, int> _places = graph
        .Order.Select((key, place) => (key, place))
        .ToDictionary(pair => pair.key, pair => pair.place);

    private readonly List<MigrationKey> _squashes = [.. tree.Replaced.Keys.Order(MigrationKey.Ordinal)];
    private readonly HashSet<MigrationKey> _done = [];
    private readonly List<UnapplyObstacle> _obstacles = [];
    private readonly List<UnapplyObstacle> _uncertain = [];

    /// <summary>The plan. Migrations that depend on others go first.</summary>
    public UnapplyPlan Plan()
    {
        var steps = new List<UnapplyStep>();
        foreach (var key in added.Keys.Where(key => !_places.ContainsKey(key)))
            Refuse(key, "A squash replaces it, and other migrations of that squash are missing.");
        foreach (var key in graph.Order.Reverse().Where(added.ContainsKey))
        {
            if (!_done.Contains(key))
                steps.Add(Step(key));
        }
        return new(steps, _obstacles.Count > 0 ? _obstacles[0] : null, _uncertain);
    }

    private UnapplyStep Step(MigrationKey key)
    {
        var target = Target(key);
        var first = target is { } kept
            ? graph.ChildrenOf(kept).Where(child => child.App == key.App)
            : graph.Order.Where(each => each.App == key.App);
        var undone = WithDependents(first).Where(each => !_done.Contains(each)).ToList();
        undone.Sort((left, right) => _places[right].CompareTo(_places[left]));
        foreach (var each in undone)
            Check(key, each);
        _done.UnionWith(undone);

        var label = tree.LabelOf(key.App);
        if (tree.AppsOf(label).Skip(1).Any())
            Refuse(key, $"Several folders have the label {label}; which of them is installed is not known.");
        return new(
            label,
            target is { } known ? NameOf(known) : "zero",
            [.. undone.Select(each => $"{tree.LabelOf(each.App)}.{each.Name}")]
        );
    }

    // The nearest earlier migration of the app that stays.
    private MigrationKey? Target(MigrationKey key)
    {
        var waiting = new Stack<MigrationKey>([key]);
        var visited = new HashSet<MigrationKey>();
        MigrationKey? nearest = null;
        while (waiting.TryPop(out var next))
        {
            foreach (var parent in graph.ParentsOf(next).Where(parent => parent.App == key.App && visited.Add(parent)))
            {
                if (added.ContainsKey(parent))
                    waiting.Push(parent);
                else if (nearest is not { } other || _places[parent] > _places[other])
                    nearest = parent;
            }
        }
        return nearest;
    }

    private HashSet<MigrationKey> WithDependents(IEnumerable<MigrationKey> keys)
    {
        var all = new HashSet<MigrationKey>();
        var waiting = new Stack<MigrationKey>(keys);
        while (waiting.TryPop(out var next))
        {
            if (!all.Add(next))
                continue;
            foreach (var child in graph.ChildrenOf(next))
                waiting.Push(child);
        }
        return all;
    }

    private void Check(MigrationKey cause, MigrationKey key)
    {
        if (!added.TryGetValue(key, out var change))
        {
            Refuse(cause, $"Un-applying it un-applies {key} too, which the older version has.");
            return;
        }
        if (SquashOf(key) is { } squash && squashes.CoveredBy(squash).Any(part => !added.ContainsKey(part)))
            Refuse(
                key,
                $"{squash} replaces it together with migrations that stay, so Django cannot go back between them."
            );
        foreach (var operation in change.Operations.Reverse())
        {
            var obstacle = new UnapplyObstacle(tree.LabelOf(key.App), key.Name, operation.Operation, Reason(operation));
            if (operation.Reversible is false)
                _obstacles.Add(obstacle);
            else if (operation.Reversible is null)
                _uncertain.Add(obstacle);
        }
    }

    private static string Reason(OperationVerdict operation) =>
        $"{operation.Operation} {operation.Target}: {operation.Loses}.";

    // When all migrations that a squash replaces are applied, Django knows only the squash.
    private string NameOf(MigrationKey kept) => (SquashOf(kept) ?? kept).Name;

    private MigrationKey? SquashOf(MigrationKey key)
    {
        foreach (var squash in _squashes)
        {
            if (squash.App == key.App && squashes.CoveredBy(squash).Contains(key))
                return squash;
        }
        return null;
    }

    private void Refuse(MigrationKey key, string reason) =>
        _obstacles.Add(new(tree.LabelOf(key.App), key.Name, "", reason));
}
