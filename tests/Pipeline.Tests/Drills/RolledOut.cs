using System.Text.Json.Nodes;
using Drill;

namespace Pipeline.Tests.Drills;

/// <summary>Whether the Deployments of a cluster run what their templates say, all of them.</summary>
internal static class RolledOut
{
    /// <summary>Whether the cluster's controller has called each Deployment complete.</summary>
    public static bool HasRolledOut(this EmbeddedCluster cluster) => cluster.GetAll("deployments.apps").All(IsComplete);

    // The reason of the condition Progressing that ends a rollout.
    private static bool IsComplete(JsonObject deployment) =>
        deployment["status"]?.ToJsonString().Contains("\"NewReplicaSetAvailable\"", StringComparison.Ordinal) == true;
}
