using System.ComponentModel;
using Benchmarks.Results;
using Browsers;
using Pipeline.Reports;
using Releases.Records;

namespace Benchmarks.Work;

/// <summary>The report of a hundred regions, every tenth of them failed, in a browser.</summary>
internal static class LargeReport
{
    private const int Regions = 100;
    private const int Failing = 10;

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static async Task MeasureAsync(Findings findings)
    {
        var html = ReleaseReport.Write(Record());
        findings.Add(new Figure($"report of {Regions} regions: size", html.Length / 1e3, "kB"));
        try
        {
            await using var chromium = await Chromium.StartAsync();
            // The first page of a browser pays for the browser, too.
            await (await chromium.OpenAsync(html, 1024)).DisposeAsync();
            await using var tab = await chromium.OpenAsync(html, 1024);
            var opened = await tab.EvaluateAsync("performance.getEntriesByType('navigation')[0].loadEventEnd");
            findings.Add(
                new Figure($"report of {Regions} regions: opens in Chromium within", opened!.GetValue<double>(), "ms")
            );
        }
        catch (Win32Exception)
        {
            findings.Say("the report was not opened: there is no chromium here");
        }
    }

    private static ReleaseRecord Record() =>
        new()
        {
            Target = "Deploy",
            Version = "1.2.3",
            Actor = "Ann",
            Host = "laptop",
            Commit = new string('a', 40),
            StartedAt = Start,
            FinishedAt = Start.AddMinutes(9),
            Outcome = Outcome.Failed,
            Regions = [.. Enumerable.Range(1, Regions).Select(Region)],
        };

    private static RegionRecord Region(int number)
    {
        var fails = number % Failing == 0;
        var at = Start.AddSeconds(number);
        return new RegionRecord
        {
            Name = $"region-{number}",
            Provider = "aks",
            Wave = 1,
            From = "1.2.2",
            Outcome = fails ? Outcome.Failed : Outcome.Succeeded,
            Stages =
            [
                new(Stage.Migrate, Outcome.Succeeded, at, 60, "migrated in 1m 00s"),
                new(Stage.SetImage, Outcome.Succeeded, at.AddSeconds(60), 1, "3 of 3 workloads changed"),
                new(Stage.Verify, fails ? Outcome.Failed : Outcome.Succeeded, at.AddSeconds(61), 120, "3 workloads"),
            ],
            Workloads = [.. new[] { "web", "worker", "static" }.Select(Workload)],
            Failure = fails ? Failure() : null,
        };
    }

    private static WorkloadRecord Workload(string name) =>
        new("Deployment", name, "example.azurecr.io/app:1.2.2", "example.azurecr.io/app:1.2.3");

    private static FailureRecord Failure() =>
        new(Stage.Verify, "Restarting", "Deployment web: container web ended 3 times, last with exit code 1")
        {
            Pod = "web-58cb99dcff-z5pnn",
            Log = [.. Enumerable.Range(1, 25).Select(line => $"{line} {new string('x', 100)}")],
            Events = ["BackOff: Back-off restarting failed container web (3 times)"],
            NextStep = "kubectl describe pod web-58cb99dcff-z5pnn",
        };
}
