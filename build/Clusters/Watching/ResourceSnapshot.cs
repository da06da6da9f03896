using System.Collections.Immutable;
using k8s;
using k8s.Models;

namespace Clusters.Watching;

/// <summary>The objects of a collection as they are after a change; never changes itself.</summary>
/// <typeparam name="T">The objects' model.</typeparam>
public sealed class ResourceSnapshot<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ImmutableDictionary<string, T> _byName;

    internal ResourceSnapshot(ImmutableDictionary<string, T> byName) => _byName = byName;

    /// <summary>The objects, in no order.</summary>
    public IEnumerable<T> Items => _byName.Values;

    /// <summary>How many there are.</summary>
    public int Count => _byName.Count;

    /// <summary>The object of that name, or <see langword="null"/>.</summary>
    public T? Find(string name) => _byName.GetValueOrDefault(name);

    internal static ResourceSnapshot<T> Of(IEnumerable<T> items)
    {
        var byName = ImmutableDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var item in items)
            byName[item.Metadata.Name] = item;
        return new(byName.ToImmutable());
    }

    internal ResourceSnapshot<T> With(T item) => new(_byName.SetItem(item.Metadata.Name, item));

    internal ResourceSnapshot<T> Without(T item) => new(_byName.Remove(item.Metadata.Name));
}
