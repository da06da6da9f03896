using System.Globalization;
using Benchmarks.Measuring;
using Benchmarks.Results;
using Benchmarks.Staging;
using Pipeline.Running;

namespace Benchmarks.Work;

/// <summary>The migrations that a branch adds to a history, judged before the merge.</summary>
internal static class Histories
{
    // What the branch adds has findings that a merge is refused for.
    private static readonly int[] Answers = [ExitCode.Refused];

    public static async Task MeasureAsync(string root, int migrations, int runs, Findings findings)
    {
        using var history = new StagedHistory(migrations);
        var check = new Command(
            Path.Combine(root, "build.sh"),
            "--target=CheckMigrations",
            $"--app={history.Folder}",
            $"--from={StagedHistory.Before}"
        )
        {
            Answers = Answers,
        };
        var work = string.Create(CultureInfo.InvariantCulture, $"five new migrations after {migrations:N0}");
        findings.Add(new Row($"{work}: the first time", await check.RunAsync(root)));
        var again = new List<Measurement>();
        for (var run = 0; run < runs; run++)
            again.Add(await check.RunAsync(root));
        findings.Add(new Row($"{work}: later", Measurement.Median(again)));
    }
}
