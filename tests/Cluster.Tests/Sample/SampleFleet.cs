using Cluster.Tests.Stack;

namespace Cluster.Tests.Sample;

/// <summary>Writes the fleet file and the manifests of an application.</summary>
public static class SampleFleet
{
    /// <summary>The fleet file.</summary>
    public static async Task<string> WriteAsync(
        StackSettings stack,
        SampleSetup setup,
        string repository,
        IReadOnlyDictionary<string, SampleRegion> regions
    )
    {
        var entries = await Task.WhenAll(regions.Values.Select(region => RegionAsync(stack, setup, region)));
        return $"""
            registry: {stack.Registry}
            repository: {repository}
            mainBranch: master
            workloads:
            {setup.Workloads}
            migration: {"{"} manifest: jobs/migration.yaml, job: migration {"}"}
            default: all
            groups: {"{"} all: {List(setup.Regions)} {"}"}
            waves: {List(setup.Waves.Select(List))}
            regions:
            {string.Join('\n', entries)}
            """;
    }

    /// <summary>The manifests of what a region runs, with the images of a version.</summary>
    public static async Task<string> ManifestsAsync(
        StackSettings stack,
        SampleSetup setup,
        string image,
        string version
    )
    {
        var cronJobs = await new Kubectl(stack, setup.Context ?? stack.Context, "default").RunAsync("api-versions");
        var isModern = cronJobs.Split('\n').Contains("batch/v1beta1") is false;
        var manifests = setup.Manifests.Select(name =>
            File.ReadAllText(FileOf(name))
                .Replace("$IMAGE", image, StringComparison.Ordinal)
                .Replace("$VERSION", version, StringComparison.Ordinal)
                .Replace("batch/v1beta1", isModern ? "batch/v1" : "batch/v1beta1", StringComparison.Ordinal)
        );
        return string.Join("\n---\n", manifests);
    }

    private static string FileOf(string manifest)
    {
        var own = Path.Combine(Repository.Manifests, $"{manifest}.yaml");
        return File.Exists(own) ? own : Path.Combine(Repository.Application, "kubernetes", $"{manifest}.yaml");
    }

    // Without a kubeconfig of its own a region is a context of the user's, which the tests watch over.
    private static async Task<string> RegionAsync(StackSettings stack, SampleSetup setup, SampleRegion region)
    {
        var page = setup.ComesUp && await region.PageAddressAsync() is { } address ? $", url: \"{address}\"" : "";
        return $"  {region.Name}: {{ provider: context, context: {setup.ReleaseContext ?? setup.Context ?? stack.Context}, "
            + $"namespace: {region.Namespace}, tier: production{page} }}";
    }

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";
}
