namespace Benchmarks;

/// <summary>The door against <c>dotnet run --no-build</c>, warm, taking turns.</summary>
internal static class StartUp
{
    private const int Runs = 11;

    public static void Measure(string root)
    {
        var door = new Command(Path.Combine(root, "build.sh"), "--tree");
        var run = new Command("dotnet", "run", "--no-build", "--project", "build/Pipeline", "--", "--tree");
        door.Run(root);
        run.Run(root);
        var (doors, runs) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i < Runs; i++)
        {
            doors.Add(door.Run(root).Elapsed);
            runs.Add(run.Run(root).Elapsed);
        }
        var (mine, theirs) = (Median(doors), Median(runs));
        Console.WriteLine();
        Console.WriteLine($"Start-up, median of {Runs}");
        Console.WriteLine($"  ./build.sh --tree                 {mine.TotalMilliseconds, 6:0} ms");
        Console.WriteLine($"  dotnet run --no-build -- --tree   {theirs.TotalMilliseconds, 6:0} ms");
        Console.WriteLine($"  ratio                             {mine / theirs, 6:0.00}");
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
