namespace Migrations.Model;

/// <summary>The migrations of one version.</summary>
internal sealed class MigrationTree
{
    private readonly Dictionary<MigrationKey, Migration> _migrations;
    private readonly Dictionary<string, string> _labels = [];
    private readonly ILookup<string, string> _apps;
    private readonly Dictionary<MigrationKey, IReadOnlyList<MigrationKey>> _replaced = [];
    private readonly Lazy<MigrationGraph> _graph;

    /// <summary>Creates the tree.</summary>
    /// <param name="migrations">All migrations. When two have one key, the first counts.</param>
    /// <param name="labels">The label of each app.</param>
    public MigrationTree(IReadOnlyCollection<Migration> migrations, IReadOnlyDictionary<string, string> labels)
    {
        _migrations = new(migrations.Count);
        _graph = new(() => new(this));
        foreach (var migration in migrations)
            _migrations.TryAdd(migration.Key, migration);
        foreach (var app in _migrations.Keys.Select(key => key.App).Distinct())
            _labels[app] = labels.GetValueOrDefault(app, app);
        _apps = _labels
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .ToLookup(entry => entry.Value, entry => entry.Key);
        foreach (var migration in _migrations.Values.Where(migration => migration.Source.Replaces.Count > 0))
            _replaced[migration.Key] =
            [
                .. migration.Source.Replaces.SelectMany(each => KeysOf(each, migration.Key.App)),
            ];
    }

    /// <summary>All migrations.</summary>
    public IReadOnlyCollection<Migration> Migrations => _migrations.Values;

    /// <summary>
    /// The squashes, with the keys of the migrations that each replaces. The replaced ones may be gone.
    /// </summary>
    public IReadOnlyDictionary<MigrationKey, IReadOnlyList<MigrationKey>> Replaced => _replaced;

    /// <summary>The order in which the migrations run.</summary>
    public MigrationGraph Graph => _graph.Value;

    /// <summary>The label of an app.</summary>
    public string LabelOf(string app) => _labels.GetValueOrDefault(app, app);

    /// <summary>The apps that have a label. Usually there is one, but several folders may share a label.</summary>
    public IEnumerable<string> AppsOf(string label) => _apps[label];

    /// <summary>A copy without some migrations, as if they had never been written.</summary>
    public MigrationTree Without(IReadOnlySet<MigrationKey> keys) =>
        new([.. _migrations.Values.Where(migration => !keys.Contains(migration.Key))], _labels);

    /// <summary>Whether the tree has a migration.</summary>
    public bool Contains(MigrationKey key) => _migrations.ContainsKey(key);

    /// <summary>A migration, or <see langword="null"/>.</summary>
    public Migration? this[MigrationKey key] => _migrations.GetValueOrDefault(key);

    /// <summary>
    /// The migrations that a reference can mean. Where several apps share a label, the referring migration's own app
    /// comes first.
    /// </summary>
    public IEnumerable<MigrationKey> KeysOf(MigrationReference reference, string app)
    {
        if (LabelOf(app) == reference.Label)
            return [new(app, reference.Name)];
        var apps = AppsOf(reference.Label);
        return apps.Any()
            ? apps.Select(each => new MigrationKey(each, reference.Name))
            : [new(reference.Label, reference.Name)];
    }
}
