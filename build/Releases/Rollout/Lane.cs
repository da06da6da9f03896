using Releases.Clusters;

namespace Releases.Rollout;

/// <summary>What the stages of a lane work with.</summary>
/// <param name="Order">What is released.</param>
/// <param name="Cluster">The region's cluster.</param>
/// <param name="Journal">Where what happens is told.</param>
/// <param name="Page">Reads live pages.</param>
/// <param name="Time">The clock.</param>
public sealed record Lane(
    ReleaseOrder Order,
    RegionCluster Cluster,
    LaneJournal Journal,
    LivePage Page,
    TimeProvider Time
)
{
    /// <inheritdoc cref="RegionCluster.Kubectl"/>
    public string Kubectl => Cluster.Kubectl;
}
