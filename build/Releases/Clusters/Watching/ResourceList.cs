using k8s;
using k8s.Models;
using Releases.Clusters.Connections;

namespace Releases.Clusters.Watching;

/// <summary>Reads a collection once.</summary>
internal static class ResourceList
{
    private const int PageSize = 500;

    /// <summary>The objects as they are, and where a watch goes on from.</summary>
    /// <exception cref="ApiRefusalException">The server refuses the list.</exception>
    /// <exception cref="ClusterUnreachableException">It does not answer.</exception>
    public static async Task<(ResourceSnapshot<T> Snapshot, WatchPosition Position)> ReadAsync<T>(
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
            next = list.Metadata?.ContinueProperty;
            if (string.IsNullOrEmpty(next))
                return (ResourceSnapshot<T>.Of(items), new WatchPosition(list.Metadata?.ResourceVersion ?? ""));
        }
    }
}
