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
    private readonly Dictionary<MigrationKey, Place> _places;
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
        _places = new(active.Count);
        foreach (var key in active)
            _places[key] = new();
        foreach (var key in active)
            Connect(tree[key]!);
        Order = [.. Sort()];
    }

    /// <summary>The migrations that count, each after those that it depends on.</summary>
    public IReadOnlyList<MigrationKey> Order { get; }

    /// <summary>The migrations that a migration depends on.</summary>
    public IReadOnlyCollection<MigrationKey> ParentsOf(MigrationKey key) =>
        _places.TryGetValue(key, out var place) ? place.Parents : [];

    /// <summary>The migrations that depend on a migration.</summary>
    public IReadOnlyCollection<MigrationKey> ChildrenOf(MigrationKey key) =>
        _places.TryGetValue(key, out var place) ? place.Children : [];

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
        if (parent == child || _places[child].Parents.Contains(parent))
            return;
        _places[child].Parents.Add(parent);
        _places[parent].Children.Add(child);
    }

    private IEnumerable<MigrationKey> Resolve(MigrationReference reference, MigrationKey from) =>
        reference.Name switch
        {
            "__first__" => AppsOf(reference).SelectMany(app => _byApp.Value[app].Order(MigrationKey.Ordinal).Take(1)),
            "__latest__" => AppsOf(reference).SelectMany(app => _byApp.Value[app]),
            _ => _tree.KeysOf(reference, from.App).SelectMany(key => _places.ContainsKey(key) ? [key] : Active(key)),
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
            if (_places.ContainsKey(next))
                yield return next;
            foreach (var standIn in _standIns.GetValueOrDefault(next, []))
                waiting.Push(standIn);
        }
    }

    private IEnumerable<MigrationKey> Sort()
    {
        var ready = new PriorityQueue<MigrationKey, MigrationKey>(MigrationKey.Ordinal);
        foreach (var (key, place) in _places)
        {
            place.Waiting = place.Parents.Count;
            if (place.Waiting == 0)
                ready.Enqueue(key, key);
        }
        for (var left = _places.Count; left > 0; )
        {
            if (!ready.TryDequeue(out var next, out _))
                next = _places.Keys.Where(key => !_places[key].IsPassed).Min(MigrationKey.Ordinal)!;
            var place = _places[next];
            if (place.IsPassed)
                continue;
            place.IsPassed = true;
            left--;
            yield return next;
            foreach (var child in place.Children)
            {
                var later = _places[child];
                if (--later.Waiting == 0 && !later.IsPassed)
                    ready.Enqueue(child, child);
            }
        }
    }

    /// <summary>Where a migration stands between others.</summary>
    private sealed class Place
    {
        public List<MigrationKey> Parents { get; } = [];

        public List<MigrationKey> Children { get; } = [];

        /// <summary>How many of its parents have not been passed yet.</summary>
        public int Waiting { get; set; }

        public bool IsPassed { get; set; }
    }
}
