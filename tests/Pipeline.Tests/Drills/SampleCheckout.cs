using Pipeline.Rehearsals;
using Pipeline.Tests.Tools.Git;
using Pipeline.Tools;
using Releases.Versions;

namespace Pipeline.Tests.Drills;

/// <summary>The sample application with its remote: one version released, and a change since.</summary>
internal static class SampleCheckout
{
    /// <summary>The application itself.</summary>
    public static SampleApplication Sample { get; } =
        new(ToolHosts.WithoutContext(TimeProvider.System), Path.Combine(Repository.Root, "tests", "app"))
        {
            MachineUser = "tester",
        };

    private static readonly GitTemplate Template = new(MakeAsync, "app");

    /// <summary>The manifests of its workloads, in the API versions that embedded clusters serve.</summary>
    public static IEnumerable<string> Manifests(string image, ReleaseVersion version) =>
        new[] { "web.yaml", "static.yaml", "cleanup.yaml" }.Select(name =>
            File.ReadAllText(Path.Combine(Sample.Source, "kubernetes", name))
                .Replace("batch/v1beta1", "batch/v1", StringComparison.Ordinal)
                .Replace("$IMAGE", image, StringComparison.Ordinal)
                .Replace("$VERSION", version.ToString(), StringComparison.Ordinal)
        );

    /// <summary>The commit of the released version.</summary>
    public static string Released { get; private set; } = "";

    /// <summary>Puts the checkout, <c>app</c>, and its remote, <c>origin.git</c>, into a folder.</summary>
    public static Task CopyToAsync(TemporaryFolder folder) => Template.CopyToAsync(folder.Path);

    private static async Task MakeAsync(string folder)
    {
        var checkout = await Sample.CheckOutAsync(
            folder,
            "master",
            ReleaseVersion.Parse(StagedFleet.From),
            CancellationToken.None
        );
        // A clone has the remote's tags in one file: the tag's own object, and below it the commit that it names.
        var refs = await File.ReadAllLinesAsync(Path.Combine(checkout, ".git", "packed-refs"));
        var tag = Array.FindIndex(
            refs,
            line => line.EndsWith($" refs/tags/{StagedFleet.From}", StringComparison.Ordinal)
        );
        Released = refs[tag + 1].TrimStart('^');
    }
}
