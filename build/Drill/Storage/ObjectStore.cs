using System.Globalization;
using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Storage;

/// <summary>
/// All objects of one cluster, with one growing resource version, and the recent changes from which a watch can start.
/// It is not safe for concurrent use: the cluster's lock guards it.
/// </summary>
internal sealed class ObjectStore(int historyLength)
{
    private readonly Dictionary<ResourceKind, SortedDictionary<(string Namespace, string Name), Stored>> _objects = [];
    private readonly Queue<StoreChange> _history = new();
    private readonly List<Action<StoreChange>> _listeners = [];
    private long _version = 1;

    /// <summary>The version of the last change.</summary>
    public long Version => _version;

    /// <summary>The oldest version from which a watch can start.</summary>
    public long OldestVersion { get; private set; } = 1;

    public Stored? Get(ObjectKey key) => All(key.Kind)?.GetValueOrDefault((key.Namespace, key.Name));

    /// <summary>The objects of a kind, by namespace and name. Without a namespace, those of all namespaces.</summary>
    public IEnumerable<Stored> List(ResourceKind kind, string? ns = null)
    {
        var all = All(kind)?.Values ?? Enumerable.Empty<Stored>();
        return string.IsNullOrEmpty(ns) ? all : all.Where(found => found.Namespace == ns);
    }

    /// <summary>Every object of every kind.</summary>
    public IEnumerable<Stored> Everything() => _objects.Values.SelectMany(all => all.Values);

    public Stored Put(ObjectKey key, JsonObject json)
    {
        var previous = Get(key);
        var stored = Seal(key, json);
        if (!_objects.TryGetValue(key.Kind, out var all))
            _objects[key.Kind] = all = [];

        all[(key.Namespace, key.Name)] = stored;
        Publish(new StoreChange(previous is null ? ChangeType.Added : ChangeType.Modified, stored, previous));
        return stored;
    }

    public Stored Remove(Stored existing)
    {
        _objects[existing.Kind].Remove((existing.Namespace, existing.Name));
        var last = Seal(existing.Key, existing.Json.Copy());
        Publish(new StoreChange(ChangeType.Deleted, last, existing));
        return last;
    }

    /// <summary>The changes after a version, oldest first.</summary>
    public IReadOnlyList<StoreChange> Since(long start) => [.. _history.Where(change => change.Version > start)];

    /// <summary>
    /// Removes the history of changes, as etcd's compaction does. A watch from an older version ends with 410 Gone.
    /// </summary>
    public void Compact()
    {
        _history.Clear();
        OldestVersion = _version;
    }

    public IDisposable Listen(Action<StoreChange> listener)
    {
        _listeners.Add(listener);
        return new Subscription(() => _listeners.Remove(listener));
    }

    private SortedDictionary<(string Namespace, string Name), Stored>? All(ResourceKind kind) =>
        _objects.GetValueOrDefault(kind);

    private Stored Seal(ObjectKey key, JsonObject json)
    {
        _version++;
        json.Ensure("metadata")["resourceVersion"] = _version.ToString(CultureInfo.InvariantCulture);
        return new Stored(key, _version, json);
    }

    private void Publish(StoreChange change)
    {
        _history.Enqueue(change);
        if (_history.Count > historyLength)
            OldestVersion = _history.Dequeue().Version;

        foreach (var listener in _listeners.ToArray())
            listener(change);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
