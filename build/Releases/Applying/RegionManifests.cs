using System.Text.Json.Nodes;
using Clusters.Calls;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Images;
using Releases.Manifests;
using Releases.Orders;
using Releases.Workloads;

namespace Releases.Applying;

/// <summary>The objects that a region's manifests ask for.</summary>
internal static class RegionManifests
{
    /// <summary>Renders the objects for the version that the region runs now.</summary>
    /// <param name="order">What is applied.</param>
    /// <param name="region">The region.</param>
    /// <param name="cluster">Its cluster.</param>
    /// <param name="runs">
    /// Hears which version the region runs. <see langword="null"/> when its workloads do not agree.
    /// </param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UsageException">
    /// The manifests are wrong. The error names every problem with file and line.
    /// </exception>
    /// <exception cref="ReleaseException">
    /// The cluster does not answer. Or a manifest would give an image of the release to a selected workload that runs
    /// none.
    /// </exception>
    public static async Task<IReadOnlyList<ManifestObject>> ReadAsync(
        ApplyOrder order,
        Region region,
        RegionCluster cluster,
        Action<string?> runs,
        CancellationToken cancellationToken
    )
    {
        var running = await RegionWorkloads.ReadAsync(
            new WorkloadApi(cluster),
            order.Fleet,
            order.Image,
            cluster.Region,
            cancellationToken
        );
        runs(running.Version);
        var variables = Variables(order, region, order.Version ?? running.Version);
        var objects = Render(order, region, variables);
        var elsewhere = objects
            .Where(each => each.Namespace.Length > 0 && each.Namespace != cluster.Namespace)
            .Select(each =>
                $"{each.File}: {each} asks for namespace '{each.Namespace}', but region {cluster.Region} has '{cluster.Namespace}'; leave it out"
            )
            .ToArray();
        if (elsewhere.Length > 0)
            throw new UsageException(elsewhere);
        foreach (var each in objects)
            KeepImages(each, running, order.Image, cluster.Region);
        return objects;
    }

    private static IReadOnlyList<ManifestObject> Render(ApplyOrder order, Region region, ManifestVariables variables)
    {
        try
        {
            return FleetManifests.Render(order.Fleet, region, variables);
        }
        catch (UsageException exception)
        {
            throw new UsageException([.. exception.Problems.Select(problem => Explained(problem, variables))]);
        }
    }

    private static ManifestVariables Variables(ApplyOrder order, Region region, string? version)
    {
        var all = RegionVariables.Of(
            order.Fleet,
            region,
            version ?? "",
            order.Image,
            order.Actor,
            order.Ref ?? version ?? ""
        );
        return version is not null
            ? all
            : all with
            {
                Values = all.Values.Where(entry => entry.Key is not ("VERSION" or "REF")).ToDictionary(),
            };
    }

    private static string Explained(string problem, ManifestVariables variables) =>
        !variables.Values.ContainsKey("VERSION")
        && problem.Contains("unknown variable $VERSION;", StringComparison.Ordinal)
            ? $"{problem[..problem.IndexOf("unknown variable", StringComparison.Ordinal)]}which $VERSION is not known, since the region does not run one version; say --version=X.Y.Z"
            : problem;

    // A release decides which image a live workload runs. The manifest's own image would take the release back. The
    // container's name tells which image that is, also where nobody can tell the rule of its tag.
    private static void KeepImages(ManifestObject each, RegionWorkloads workloads, string repository, string region)
    {
        if (each.Pods is not { } pods || !workloads.Selected.TryGetValue($"{each}", out var live))
            return;
        var own = RunningWorkload.OwnOf(live, repository);
        foreach (var container in Containers(pods))
        {
            if (ImageReference.Parse(Text(container, "image")).Repository != repository)
                continue;
            if (own.Count == 0)
                throw Refused(region, workloads.Problems.First(problem => problem.Workload == live));
            if (own.FirstOrDefault(kept => kept.Name == Text(container, "name")) is { } kept)
                container["image"] = kept.Image;
        }
    }

    private static ReleaseException Refused(string region, WorkloadProblem problem) =>
        new($"{region}: {problem.Message}", problem.NextStep);

    private static IEnumerable<JsonObject> Containers(JsonObject pods) =>
        new[] { "initContainers", "containers" }.SelectMany(key => pods[key] as JsonArray ?? []).OfType<JsonObject>();

    private static string Text(JsonObject section, string key) =>
        section[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
