using Clusters.Locks;
using Releases.Fleets;
using Releases.Orders;
using Releases.Records;
using Releases.Versions;

namespace Releases.Tests.Rollout;

/// <summary>An order to release 1.2.3 to a fleet.</summary>
internal static class SampleOrder
{
    public static ReleaseOrder Of(Fleet fleet) =>
        new()
        {
            Version = ImageTag.TryParse("1.2.3")!,
            Image = fleet.Image,
            Fleet = fleet,
            Actor = "Ann",
            Ref = "main",
            Holder = new LockHolder("Ann", "laptop", 1),
            Stages = new HashSet<Stage>(),
            MigrationTimeout = TimeSpan.FromMinutes(1),
            RolloutTimeout = TimeSpan.FromMinutes(1),
        };
}
