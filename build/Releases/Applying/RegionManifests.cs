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
    /// <exception cref="ReleaseException">The cluster does not answer.</exception>
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
            KeepImages(each, running, order.Image);
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

    // A release decides which image a live workload runs. The manifest's own image would take the release back.
    private static void KeepImages(ManifestObject each, RegionWorkloads workloads, string repository)
    {
        var running = workloads.Running.FirstOrDefault(found =>
            found.Workload.Kind.ToString() == each.Kind && found.Workload.Name == each.Name
        );
        if (running is null || each.Pods is not { } pods)
            return;
        foreach (var container in Containers(pods))
        {
            var live = running.Own.FirstOrDefault(own => own.Name == Text(container, "name"));
            if (live is not null && ImageReference.Parse(Text(container, "image")).Repository == repository)
                container["image"] = live.Image;
        }
    }

    private static IEnumerable<JsonObject> Containers(JsonObject pods) =>
        new[] { "initContainers", "containers" }.SelectMany(key => pods[key] as JsonArray ?? []).OfType<JsonObject>();

    private static string Text(JsonObject section, string key) =>
        section[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
