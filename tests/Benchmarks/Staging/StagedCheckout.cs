using Pipeline.Rehearsals;
using Pipeline.Tools;
using Releases.Versions;

namespace Benchmarks.Staging;

/// <summary>The sample application with two tagged versions, and a remote that has them.</summary>
internal sealed class StagedCheckout : IDisposable
{
    public const string From = "1.2.2";
    public const string To = "1.2.3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("benchmark-");

    private StagedCheckout() { }

    /// <summary>The checkout's folder.</summary>
    public string App { get; private set; } = "";

    /// <summary>Makes it.</summary>
    /// <param name="root">This repository.</param>
    public static async Task<StagedCheckout> MakeAsync(string root)
    {
        var made = new StagedCheckout();
        var sample = new SampleApplication(
            ToolHosts.WithoutContext(TimeProvider.System),
            Path.Combine(root, "tests", "app")
        )
        {
            MachineUser = "benchmark",
            Changes = [SampleChange.Lines("Something new", "static/news.txt", "New\n") with { Tag = To }],
        };
        made.App = await sample.CheckOutAsync(
            made._folder.FullName,
            "master",
            ReleaseVersion.Parse(From),
            CancellationToken.None
        );
        return made;
    }

    /// <summary>The commit of a version.</summary>
    public string CommitOf(string version) => GitCommand.In(App, [], "rev-parse", $"{version}^{{commit}}");

    public void Dispose() => Folders.Delete(_folder);
}
