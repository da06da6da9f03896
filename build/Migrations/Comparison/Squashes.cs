using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// What squashes stand for in two versions. A squash keeps standing for what it replaced when a later version drops its
/// <c>replaces</c>, as Django's documentation tells people to do in the end.
/// </summary>
internal sealed class Squashes
{
    private readonly Dictionary<MigrationKey, HashSet<MigrationKey>> _covered = [];

    /// <summary>Collects them.</summary>
    public Squashes(MigrationTree older, MigrationTree newer)
    {
        foreach (var (squash, replaced) in older.Replaced.Concat(newer.Replaced))
        {
            if (!_covered.TryGetValue(squash, out var covered))
                _covered[squash] = covered = [];
            covered.UnionWith(replaced);
        }
        foreach (var squash in _covered.Keys.ToList())
            _covered[squash] = Closure(squash);
    }

    /// <summary>All that a squash stands for, squashes of squashes included; empty for what is no squash.</summary>
    public IReadOnlyCollection<MigrationKey> CoveredBy(MigrationKey squash) =>
        _covered.TryGetValue(squash, out var covered) ? covered : [];

    /// <summary>The migrations that a squash stands for and that are no squashes themselves.</summary>
    public IReadOnlyCollection<MigrationKey> PartsOf(MigrationKey squash) =>
        [.. CoveredBy(squash).Where(part => !_covered.ContainsKey(part))];

    /// <summary>
    /// Whether a version has a migration, by itself or within a squash, or as all the parts of a squash.
    /// </summary>
    public bool IsIn(MigrationTree tree, MigrationKey key)
    {
        if (IsPartIn(tree, key))
            return true;
        var parts = PartsOf(key);
        return parts.Count > 0 && parts.All(part => IsPartIn(tree, part));
    }

    private bool IsPartIn(MigrationTree tree, MigrationKey part) =>
        tree.Contains(part) || _covered.Any(squash => tree.Contains(squash.Key) && squash.Value.Contains(part));

    private HashSet<MigrationKey> Closure(MigrationKey squash)
    {
        var covered = new HashSet<MigrationKey>();
        var waiting = new Stack<MigrationKey>(_covered[squash]);
        while (waiting.TryPop(out var next))
        {
            if (next != squash && covered.Add(next) && _covered.TryGetValue(next, out var inner))
                inner.ToList().ForEach(waiting.Push);
        }
        return covered;
    }
}
