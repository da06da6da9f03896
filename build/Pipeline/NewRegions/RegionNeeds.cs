using System.Net;
using System.Text.Json.Nodes;
using Clusters.Access;
using Clusters.Calls;
using Foundation.Failures;
using Foundation.Text;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Applying;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Records;
using Releases.Versions;
using Releases.Workloads;

namespace Pipeline.NewRegions;

/// <summary>Finds out what a release would miss in a region. Touches nothing.</summary>
/// <param name="context">The run.</param>
/// <param name="fleet">The fleet with the region.</param>
/// <param name="region">The region.</param>
internal sealed class RegionNeeds(ReleaseContext context, Fleet fleet, Region region)
{
    // No release is meant; a manifest and a registry are asked for some version.
    private static readonly ImageTag AnyVersion = ImageTag.TryParse("0.0.0")!;

    private const string Workloads = "workloads";

    private string Actor => context.Options.Actor ?? context.RunEnvironment.User;

    private string Repository => context.Images.Value.Repository;

    /// <summary>Asks everything at the same time.</summary>
    public async Task<IReadOnlyList<RegionNeed>> ReadAsync()
    {
        var registry = OneAsync("registry", ReadRegistryAsync);
        var migration = OneAsync("migration Job", () => Task.FromResult(Migration()));
        var page = OneAsync("public page", ReadPageAsync);
        var inside = await ReadClusterAsync();
        return [.. inside, .. await ManifestsAsync(inside), await migration, await registry, await page];
    }

    // Workloads that are there need no manifest.
    private async Task<IReadOnlyList<RegionNeed>> ManifestsAsync(IReadOnlyList<RegionNeed> inside) =>
        inside.Any(need => need is { Name: Workloads, State: NeedState.Ready })
            ? []
            : [await OneAsync("manifests", () => Task.FromResult(Manifests()))];

    private async Task<IReadOnlyList<RegionNeed>> ReadClusterAsync()
    {
        RegionCluster cluster;
        string kubernetes;
        try
        {
            cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
            kubernetes = await cluster.ReadVersionAsync(context.Cancelled);
        }
        catch (ReleaseException exception)
        {
            return
            [
                Refused("credentials", exception),
                new("namespace", NeedState.Unknown, "not asked: permissions, workloads and images neither"),
            ];
        }
        var needs = await Task.WhenAll(
            OneAsync("namespace", () => ReadNamespaceAsync(cluster)),
            OneAsync("permissions", () => ReadPermissionsAsync(cluster)),
            OneAsync(Workloads, () => ReadWorkloadsAsync(cluster)),
            OneAsync(
                "image pull",
                () => new PulledImages(fleet, region, Repository).ReadAsync(cluster, context.Cancelled)
            )
        );
        return [new("credentials", NeedState.Ready, $"Kubernetes {kubernetes} answers"), .. needs];
    }

    private static async Task<RegionNeed> OneAsync(string name, Func<Task<RegionNeed>> read)
    {
        try
        {
            return await read();
        }
        catch (ReleaseException exception)
        {
            return Refused(name, exception);
        }
    }

    private static RegionNeed Refused(string name, ReleaseException exception) =>
        new(
            name,
            NeedState.Missing,
            exception is UsageException usage ? string.Join("; ", usage.Problems) : exception.Message,
            exception.NextStep
        );

    private async Task<RegionNeed> ReadNamespaceAsync(RegionCluster cluster)
    {
        ContextNamespace.Require(fleet, region, cluster);
        try
        {
            var path = $"api/v1/namespaces/{Uri.EscapeDataString(region.Namespace)}";
            await cluster.Connection.ReadAsync<JsonObject>(path, context.Cancelled);
            return new("namespace", NeedState.Ready, region.Namespace);
        }
        catch (ApiRefusalException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return new(
                "namespace",
                NeedState.Missing,
                $"there is no namespace {region.Namespace}",
                $"{cluster.Kubectl} create namespace {region.Namespace}"
            );
        }
        // A release needs no permission to look at namespaces.
        catch (ApiRefusalException refusal) when (refusal.Status == HttpStatusCode.Forbidden)
        {
            return new("namespace", NeedState.Unknown, $"{region.Namespace}; this account may not look at it");
        }
    }

    private async Task<RegionNeed> ReadPermissionsAsync(RegionCluster cluster)
    {
        var needed = RequiredPermissions.Of(fleet, Enum.GetValues<Stage>());
        var missing = await AccessReview.FindMissingAsync(cluster, needed, context.Cancelled);
        return missing.Count == 0
            ? new("permissions", NeedState.Ready, "all that a release needs")
            : new("permissions", NeedState.Missing, string.Join(", ", missing), RegionAccess.HowToBePermitted);
    }

    private async Task<RegionNeed> ReadWorkloadsAsync(RegionCluster cluster)
    {
        var workloads = await RegionWorkloads.ReadAsync(
            new WorkloadApi(cluster),
            fleet,
            Repository,
            region.Name,
            context.Cancelled
        );
        if (workloads.Problems.Count == 0)
            return new(Workloads, NeedState.Ready, string.Join(", ", workloads.Running.Select(each => each.Workload)));
        var problems = workloads.Problems.Select(problem => region.Unnamed(problem.Message));
        return new(
            Workloads,
            NeedState.Missing,
            string.Join("; ", problems),
            workloads.Problems.All(problem => problem.Workload is null)
                ? $"./build.sh --target=ApplyManifests --regions={region.Name} --version=X.Y.Z, or {workloads.Problems[0].NextStep}"
                : workloads.Problems[0].NextStep
        );
    }

    private RegionNeed Manifests()
    {
        var variables = RegionVariables.Of(fleet, region, AnyVersion.Text, Repository, Actor, AnyVersion.Text);
        try
        {
            var objects = FleetManifests.Render(fleet, region, variables);
            return objects.Count == 0
                ? new("manifests", NeedState.Unknown, $"{fleet.Folder} has none: the workloads are made by other means")
                : new("manifests", NeedState.Ready, $"{Counted.Of(objects.Count, "object")} can be applied");
        }
        catch (UsageException exception)
        {
            var more = exception.Problems.Count - 1;
            return new("manifests", NeedState.Missing, exception.Problems[0] + (more > 0 ? $"; and {more} more" : ""));
        }
    }

    private RegionNeed Migration()
    {
        MigrationManifest.Render(fleet, Repository, Actor, AnyVersion.Text, region, JobPurpose.Migrate(AnyVersion));
        return new("migration Job", NeedState.Ready, fleet.ManifestOf(fleet.Migration, region));
    }

    private async Task<RegionNeed> ReadRegistryAsync()
    {
        await context.Images.Value.FindAsync(AnyVersion);
        return new("registry", NeedState.Ready, $"{context.Images.Value.Registry} takes the login");
    }

    private async Task<RegionNeed> ReadPageAsync()
    {
        if (region.Url is not { } url)
            return new("public page", NeedState.Unknown, "no address: a release is verified by its workloads alone");
        var page = await PublicPages.Reader.ReadAsync(url, fleet.PagePattern, context.Time, context.Cancelled);
        return new("public page", page.Version is null ? NeedState.Missing : NeedState.Ready, $"{url}: {page.Text}");
    }
}
