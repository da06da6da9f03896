using Benchmarks.Measuring;
using Benchmarks.Results;

namespace Benchmarks.Work;

/// <summary>The door against <c>dotnet run --no-build</c>, warm, taking turns.</summary>
internal static class StartUp
{
    /// <param name="root">This repository.</param>
    /// <param name="artifacts">Where the build lies that came with these measurements, as <c>dotnet run</c> looks for
    /// it.</param>
    /// <param name="runs">How often each side goes.</param>
    /// <param name="findings">Where the row goes.</param>
    public static async Task MeasureAsync(string root, string artifacts, int runs, Findings findings)
    {
        string[] asBuilt = ["--configuration", "Release", $"--property:ArtifactsPath={artifacts}"];
        var door = new Command(Path.Combine(root, "build.sh"), "--tree");
        var run = new Command(
            // The muxer that runs this program: PATH has none where build.sh installed one.
            Environment.ProcessPath
                ?? "dotnet",
            ["run", "--no-build", "--project", "build/Pipeline", .. asBuilt, "--", "--tree"]
        );
        // All that follows is measured as it is for people, whose second run has native code.
        await (door with { Variables = new Dictionary<string, string> { ["RELEASE_NATIVE"] = "now" } }).RunAsync(root);
        await run.RunAsync(root);
        findings.Begin($"Start-up, median of {runs}");
        var (mine, theirs) = (new List<Measurement>(), new List<Measurement>());
        for (var turn = 0; turn < runs; turn++)
        {
            mine.Add(await door.RunAsync(root));
            theirs.Add(await run.RunAsync(root));
        }
        findings.Add(
            new Row(
                "start-up: ./build.sh --tree",
                Measurement.Median(mine),
                "dotnet run --no-build",
                Measurement.Median(theirs)
            )
        );
    }
}
