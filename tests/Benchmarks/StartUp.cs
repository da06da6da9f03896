namespace Benchmarks;

/// <summary>The door against <c>dotnet run --no-build</c>, warm, taking turns.</summary>
internal static class StartUp
{
    private const int Runs = 11;

    /// <param name="root">This repository.</param>
    /// <param name="artifacts">Where the build lies that came with these measurements, as <c>dotnet run</c> looks for
    /// it.</param>
    public static void Measure(string root, string artifacts)
    {
        string[] asBuilt = ["--configuration", "Release", $"--property:ArtifactsPath={artifacts}"];
        var door = new Command(Path.Combine(root, "build.sh"), "--tree");
        var run = new Command(
            // The muxer that runs this program: PATH has none where build.sh installed one.
            Environment.ProcessPath
                ?? "dotnet",
            ["run", "--no-build", "--project", "build/Pipeline", .. asBuilt, "--", "--tree"]
        );
        door.Run(root);
        run.Run(root);
        Console.WriteLine();
        Console.WriteLine($"Start-up, median of {Runs}");
        var (doors, runs) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i < Runs; i++)
        {
            doors.Add(door.Run(root).Elapsed);
            runs.Add(run.Run(root).Elapsed);
        }
        var (mine, theirs) = (Median(doors), Median(runs));
        Console.WriteLine($"  ./build.sh --tree                 {mine.TotalMilliseconds, 6:0} ms");
        Console.WriteLine($"  dotnet run --no-build -- --tree   {theirs.TotalMilliseconds, 6:0} ms");
        Console.WriteLine($"  ratio                             {mine / theirs, 6:0.00}");
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
