namespace Migrations.Model;

/// <summary>
/// The order in which migrations run (Django's loader). A migration runs after those that it depends on. Of a squash
/// and the migrations that it replaces, one side counts: the replaced ones where all exist, or else the squash. Cycles
/// are cut at the first name.
/// </summary>
internal sealed class MigrationGraph
{
    private readonly MigrationTree _tree;
    private readonly Dictionary<MigrationKey, IReadOnlyList<MigrationKey>> _standIns = [];
    private readonly Dictionary<MigrationKey, HashSet<MigrationKey>> _parents = [];
    private readonly Dictionary<MigrationKey, List<MigrationKey>> _children = [];
    private readonly Lazy<ILookup<string, MigrationKey>> _byApp;

    /// <summary>Creates the graph.</summary>
    public MigrationGraph(MigrationTree tree)
    {
        _tree = tree;
        FindStandIns();
        var active = tree
            .Migrations.Select(migration => migration.Key)
            .Where(key => !_standIns.ContainsKey(key))
            .ToList();
        _byApp = new(() => active.ToLookup(key => key.App));
        foreach (var key in active)
            (_parents[key], _children[key]) = ([], []);
        foreach (var key in active)
            Connect(tree[key]!);
        Order = [.. Sort()];
    }

    /// <summary>The migrations that count, each after those that it depends on.</summary>
    public IReadOnlyList<MigrationKey> Order { get; }

    /// <summary>The migrations that a migration depends on.</summary>
    public IReadOnlyCollection<MigrationKey> ParentsOf(MigrationKey key) =>
        _parents.TryGetValue(key, out var parents) ? parents : [];

    /// <summary>The migrations that depend on a migration.</summary>
    public IReadOnlyCollection<MigrationKey> ChildrenOf(MigrationKey key) =>
        _children.TryGetValue(key, out var children) ? children : [];

    private void FindStandIns()
    {
        foreach (var (squash, replaced) in _tree.Replaced.OrderBy(entry => entry.Key, MigrationKey.Ordinal))
        {
            if (replaced.All(key => _tree.Contains(key) && key != squash))
            {
                _standIns[squash] = replaced;
                continue;
            }
            foreach (var key in replaced.Where(key => key != squash))
                _standIns[key] = [squash];
        }
    }

    private void Connect(Migration migration)
    {
        var (key, source) = (migration.Key, migration.Source);
        foreach (var parent in source.Dependencies.SelectMany(each => Resolve(each, key)))
            Connect(parent, key);
        foreach (var child in source.RunBefore.SelectMany(each => Resolve(each, key)))
            Connect(key, child);
        // An active squash takes the place of the migrations that it replaces. It waits for what they waited for.
        foreach (var replaced in _tree.Replaced.GetValueOrDefault(key, []))
        {
            foreach (var parent in (_tree[replaced]?.Source.Dependencies ?? []).SelectMany(each => Resolve(each, key)))
                Connect(parent, key);
        }
    }

    private void Connect(MigrationKey parent, MigrationKey child)
    {
        if (parent != child && _parents[child].Add(parent))
            _children[parent].Add(child);
    }

    private IEnumerable<MigrationKey> Resolve(MigrationReference reference, MigrationKey from) =>
        reference.Name switch
        {
            "__first__" => AppsOf(reference).SelectMany(app => _byApp.Value[app].Order(MigrationKey.Ordinal).Take(1)),
            "__latest__" => AppsOf(reference).SelectMany(app => _byApp.Value[app]),
            _ => _tree.KeysOf(reference, from.App).SelectMany(key => _parents.ContainsKey(key) ? [key] : Active(key)),
        };

    private IEnumerable<string> AppsOf(MigrationReference reference) => _tree.AppsOf(reference.Label);

    private IEnumerable<MigrationKey> Active(MigrationKey key)
    {
        var visited = new HashSet<MigrationKey>();
        var waiting = new Stack<MigrationKey>([key]);
        while (waiting.TryPop(out var next))
        {
            if (!visited.Add(next))
                continue;
            if (_parents.ContainsKey(next))
                yield return next;
            foreach (var standIn in _standIns.GetValueOrDefault(next, []))
                waiting.Push(standIn);
        }
    }

    private IEnumerable<MigrationKey> Sort()
    {
        var missing = _parents.ToDictionary(entry => entry.Key, entry => entry.Value.Count);
        var ready = new PriorityQueue<MigrationKey, MigrationKey>(MigrationKey.Ordinal);
        foreach (var key in missing.Where(entry => entry.Value == 0).Select(entry => entry.Key))
            ready.Enqueue(key, key);
        while (missing.Count > 0)
        {
            if (!ready.TryDequeue(out var next, out _))
                next = missing.Keys.Min(MigrationKey.Ordinal)!;
            if (!missing.Remove(next))
                continue;
            yield return next;
            foreach (var child in _children[next].Where(missing.ContainsKey))
            {
                if (--missing[child] == 0)
                    ready.Enqueue(child, child);
            }
        }
    }
}
