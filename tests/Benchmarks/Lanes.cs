using System.Text.Json;

namespace Benchmarks;

/// <summary>Seven regions in one wave against one region, each with the same work.</summary>
internal static class Lanes
{
    private const string Seven = "production,uk,uae,au,us,qatar,ksa";

    public static void Measure(string root)
    {
        var one = Release(root, "uk");
        var seven = Release(root, Seven);
        Console.WriteLine();
        Console.WriteLine("Lanes, from the first stage to the last, by the record");
        Console.WriteLine($"  one region      {one.TotalSeconds, 6:0.00} s");
        Console.WriteLine($"  seven regions   {seven.TotalSeconds, 6:0.00} s");
        Console.WriteLine($"  ratio           {seven / one, 6:0.00}");
    }

    private static TimeSpan Release(string root, string regions)
    {
        var file = Path.GetTempFileName();
        try
        {
            new Command(
                Path.Combine(root, "build.sh"),
                "--target=Drill",
                $"--regions={regions}",
                $"--waves={regions}",
                $"--record={file}"
            ).Run(root);
            return Span(File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static TimeSpan Span(string record)
    {
        using var json = JsonDocument.Parse(record);
        var stages = json
            .RootElement.GetProperty("regions")
            .EnumerateArray()
            .SelectMany(region => region.GetProperty("stages").EnumerateArray())
            .Select(stage =>
            {
                var start = stage.GetProperty("startedAt").GetDateTimeOffset();
                return (Start: start, End: start.AddSeconds(stage.GetProperty("seconds").GetDouble()));
            })
            .ToArray();
        return stages.Max(stage => stage.End) - stages.Min(stage => stage.Start);
    }
}
