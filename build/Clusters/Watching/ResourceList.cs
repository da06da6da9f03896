using System.Text.Json.Serialization;
using Clusters.Calls;
using Foundation.Limits;
using k8s;
using k8s.Models;

namespace Clusters.Watching;

/// <summary>Reads a collection once.</summary>
public static class ResourceList
{
    private const int PageSize = 500;

    /// <summary>The objects as they are, in the server's order.</summary>
    /// <exception cref="ApiRefusalException">The server refuses the list.</exception>
    /// <exception cref="ClusterUnreachableException">It does not answer.</exception>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        ClusterConnection connection,
        ResourceAddress address,
        ResourceSelector selector,
        CancellationToken cancellationToken
    )
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        (await ReadPagesAsync<T>(connection, address, selector, cancellationToken)).Items;

    /// <summary>The objects as they are, and where a watch goes on from.</summary>
    internal static async Task<(ResourceSnapshot<T> Snapshot, WatchPosition Position)> StartAsync<T>(
        ClusterConnection connection,
        ResourceAddress address,
        ResourceSelector selector,
        CancellationToken cancellationToken
    )
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var (items, version) = await ReadPagesAsync<T>(connection, address, selector, cancellationToken);
        return (ResourceSnapshot<T>.Of(items), new WatchPosition(version));
    }

    private static string? Problem<T>(List<T> all, IEnumerable<T> page)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        all.Count > InputLimits.ClusterObjects ? $"the list has more than {InputLimits.ClusterObjects} objects"
        : page.Any(each => each?.Metadata?.Name is null) ? "the list has an object without a name"
        : null;

    private static async Task<(IReadOnlyList<T> Items, string Version)> ReadPagesAsync<T>(
        ClusterConnection connection,
        ResourceAddress address,
        ResourceSelector selector,
        CancellationToken cancellationToken
    )
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var items = new List<T>();
        for (string? next = null; ; )
        {
            var page = next is null ? "" : $"&continue={Uri.EscapeDataString(next)}";
            var list = await connection.ReadAsync<ResourcePage<T>>(
                $"{address.Path}?limit={PageSize}{page}{selector.Query}",
                cancellationToken
            );
            items.AddRange(list.Items ?? []);
            if (Problem(items, list.Items ?? []) is { } problem)
                throw new UnreadableAnswerException(
                    connection.Region,
                    ClusterConnection.Reading(address.Path),
                    problem
                );
            next = list.Metadata?.ContinueProperty;
            if (string.IsNullOrEmpty(next))
                return (items, list.Metadata?.ResourceVersion ?? "");
        }
    }
}

/// <summary>One page of the answer to a list call, whatever its kind.</summary>
internal sealed class ResourcePage<T>
{
    [JsonPropertyName("metadata")]
    public V1ListMeta? Metadata { get; set; }

    [JsonPropertyName("items")]
    public IList<T>? Items { get; set; }
}
