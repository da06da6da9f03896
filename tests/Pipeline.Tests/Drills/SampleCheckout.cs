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
        new(ToolHosts.WithoutContext(TimeProvider.System), Path.Combine(Repository.Root, "tests", "app"));

    private static readonly GitTemplate Template = new(MakeAsync, "app");

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
        // Of every commit the head's log has a line: what was before, what is, who.
        var commits = await File.ReadAllLinesAsync(Path.Combine(checkout, ".git", "logs", "HEAD"));
        Released = commits[0].Split(' ')[1];
    }
}
