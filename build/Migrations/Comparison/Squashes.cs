using Migrations.Model;
using Migrations.Verdicts;

namespace Migrations.Comparison;

/// <summary>
/// The migrations that squashes replace, in two versions. A later version may drop a squash's <c>replaces</c>, as
/// Django's documentation recommends. The squash then still counts for what it replaced.
/// </summary>
internal sealed class Squashes
{
    private readonly Dictionary<MigrationKey, HashSet<MigrationKey>> _covered = [];

    /// <summary>Collects the squashes of two versions.</summary>
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

    /// <summary>The squashes and what each replaces, under the names that Django records.</summary>
    /// <param name="labelOf">The label of an app.</param>
    public ReplacedMigrations Named(Func<string, string> labelOf)
    {
        string NameOf(MigrationKey key) => $"{labelOf(key.App)}.{key.Name}";
        return new(
            _covered
                .GroupBy(squash => NameOf(squash.Key))
                .ToDictionary(
                    squash => squash.Key,
                    IReadOnlySet<string> (squash) => squash.SelectMany(each => each.Value).Select(NameOf).ToHashSet()
                )
        );
    }

    /// <summary>
    /// All migrations that a squash replaces, including those of squashes within it. Empty for a migration that is no
    /// squash.
    /// </summary>
    public IReadOnlyCollection<MigrationKey> CoveredBy(MigrationKey squash) =>
        _covered.TryGetValue(squash, out var covered) ? covered : [];

    /// <summary>The migrations that a squash replaces and that are no squashes themselves.</summary>
    public IReadOnlyCollection<MigrationKey> PartsOf(MigrationKey squash) =>
        [.. CoveredBy(squash).Where(part => !_covered.ContainsKey(part))];

    /// <summary>
    /// Whether a version has a migration: by itself, within a squash, or as all the parts of a squash.
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
