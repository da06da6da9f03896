using Clusters.Calls;
using Foundation.Failures;
using Releases.Fleets;

namespace Pipeline.Checks;

/// <summary>
/// Whether a region's namespace is the one that is meant. Whoever has set a context's namespace sees every kubectl
/// command go there; a run that went elsewhere without a word would change another environment.
/// </summary>
public static class ContextNamespace
{
    /// <summary>Makes sure that the context names no other namespace than the region gets from the fleet.</summary>
    /// <param name="fleet">The fleet of the region.</param>
    /// <param name="region">The region.</param>
    /// <param name="cluster">Its cluster; nothing is asked of it.</param>
    /// <exception cref="ReleaseException">It does, and nobody has said which of the two is meant.</exception>
    public static void Require(Fleet fleet, Region region, RegionCluster cluster)
    {
        var endpoint = cluster.Connection.Endpoint;
        if (region.HasOwnNamespace || endpoint.Namespace is not { } own || own == region.Namespace)
            return;
        throw new ReleaseException(
            $"{region.Name}: context '{endpoint.Context}' has namespace '{own}', but the region names none and would get '{region.Namespace}'",
            $"give the region `namespace: {own}` or `namespace: {region.Namespace}` ({fleet.File}:{region.Line}), or say --namespace"
        );
    }
}
