using Clusters.Kubeconfigs;
using Drill;

namespace Pipeline.Running;

/// <summary>
/// Knows a cluster that is embedded in a drill by what it proves itself with, which no fleet file can say by mistake.
/// </summary>
internal static class DrilledCluster
{
    /// <summary>Whether an endpoint leads to one.</summary>
    public static bool Is(ClusterEndpoint endpoint) =>
        endpoint.Server.IsLoopback && endpoint.AuthorityNames is [EmbeddedFleet.Authority];
}
