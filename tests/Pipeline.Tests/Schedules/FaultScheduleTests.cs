using CsCheck;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Tests.Schedules;

public sealed class FaultScheduleTests
{
    private const int Schedules = 200;

    private static readonly TimeSpan RenewalPace = TimeSpan.FromSeconds(10);

    // They mostly wait, so many run at a time.
    private const int AtATime = 16;

    /// <summary>A seed that it has printed goes into the environment variable <c>CsCheck_Seed</c> to be run again.</summary>
    [Fact]
    public async Task On_any_bad_day_the_record_agrees_with_the_clusters_and_the_same_command_ends_it_well()
    {
        using var folder = new TemporaryFolder();
        var checkout = await CheckOutAsync(folder);
        ThreadPool.SetMinThreads(64, 64);

        await FaultSchedule.Any.SampleAsync(
            async schedule =>
            {
                await using var run = await ScheduledRun.OfAsync(schedule, checkout);
                foreach (var region in run.Record.Regions)
                    Check(run, region, schedule);
                CheckMended(run, await run.GoAgainAsync(checkout), schedule);
                await CheckLeasesAsync(run);
            },
            writeLine: line => TestContext.Current.TestOutputHelper?.WriteLine(line),
            iter: Schedules,
            threads: AtATime
        );
    }

    private static void Check(ScheduledRun run, RegionRecord region, FaultSchedule schedule)
    {
        var about = $"{schedule}\n{RecordFormat.Write(run.Record)}";
        (region.Outcome == Outcome.Failed).ShouldBe(region.Failure is not null, about);
        if (!run.IsKilled)
        {
            region.Outcome.ShouldNotBe(Outcome.Running, about);
            region.Stages.ShouldAllBe(stage => stage.Outcome != Outcome.Running && stage.Seconds != null, about);
        }
        CheckWorkloads(run, region, about);
        CheckJob(run, region, about);
        foreach (var stage in region.Stages.Where(stage => stage.Seconds is not null))
            stage.Seconds!.Value.ShouldBeLessThan(Slack.TotalSeconds, about);
    }

    // A stage may end with calls that have limits of their own; a lane that waits for ever would be beyond any of them.
    private static TimeSpan Slack => (ScheduledRun.Limit * 2) + TimeSpan.FromMinutes(3);

    private static void CheckWorkloads(ScheduledRun run, RegionRecord region, string about)
    {
        var restore = region.Stages.FirstOrDefault(stage => stage.Name == Stage.Restore);
        var changed = region.Workloads.Select(workload => workload.Name).ToArray();
        // What a restore that did not end well had given back is in its words, for people.
        if (restore is null or { Outcome: Outcome.Refused or Outcome.Skipped })
            CheckChanged(run, changed, region, about);
        if (restore?.Outcome == Outcome.Succeeded)
        {
            New(run, region.Name).ShouldBeEmpty(about);
            region.Live.ShouldNotBeNull(about).ShouldMatch("^(1.2.2$|unknown: )", about);
        }
        if (region.Outcome == Outcome.Succeeded)
        {
            changed.Length.ShouldBe(3, about);
            region.Live.ShouldBe("1.2.3", about);
        }
        if (region.Outcome == Outcome.Skipped)
            changed.ShouldBeEmpty(about);
    }

    // One call at most is under way when a lane stops, and of that one alone the record need not know whether it arrived.
    private static void CheckChanged(ScheduledRun run, string[] noted, RegionRecord region, string about)
    {
        var present = New(run, region.Name);
        noted.ShouldBeSubsetOf(present, about);
        if (present.Length == noted.Length)
            return;
        present.Length.ShouldBe(noted.Length + 1, about);
        if (run.IsKilled)
            return;
        region.Live.ShouldNotBeNull(about).ShouldMatch("^(unknown: |mixed |1.2.3$)", about);
        var set = region.Stages.Single(stage => stage.Name == Stage.SetImage);
        (
            set.Outcome == Outcome.Interrupted || region.Failure?.Reason is "ClusterUnreachable" or "LockLost"
        ).ShouldBeTrue(about);
    }

    private static void CheckJob(ScheduledRun run, RegionRecord region, string about)
    {
        run[region.Name]
            .GetAll("pods")
            .Where(pod => pod["metadata"]!["labels"]?["job-name"] is not null)
            .Select(pod => pod["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>())
            .Distinct()
            .Count()
            .ShouldBeLessThanOrEqualTo(1, about);
        run[region.Name]
            .Requests.Where(request =>
                request.Method == "DELETE" && request.Path.Contains("/jobs", StringComparison.Ordinal)
            )
            .ShouldBeEmpty(about);
    }

    // Whatever the day has left, the same command ends it well when nothing is wrong any more.
    private static void CheckMended(ScheduledRun run, ReleaseRecord mended, FaultSchedule schedule)
    {
        var about = $"{schedule}\n{RecordFormat.Write(run.Record)}\nand again\n{RecordFormat.Write(mended)}";
        foreach (var region in mended.Regions)
        {
            (region.Outcome, region.Live).ShouldBe((Outcome.Succeeded, "1.2.3"), about);
            New(run, region.Name).Length.ShouldBe(3, about);
            run[region.Name]
                .GetAll("pods")
                .Count(pod =>
                    pod["metadata"]!["labels"]?["job-name"] is not null
                    && pod["status"]!["phase"]!.GetValue<string>() == "Succeeded"
                )
                .ShouldBe(1, about);
        }
    }

    // A lock has three seconds to be given back, on this clock and a busy machine not always enough. Nobody may renew it then.
    private static async Task CheckLeasesAsync(ScheduledRun run)
    {
        if (run.Leases.Length == 0)
            return;
        var left = run.Leases;
        await Task.Delay(2 * RenewalPace, run.Time, TestContext.Current.CancellationToken);
        run.Leases.ShouldBeSubsetOf(left);
    }

    private static string[] New(ScheduledRun run, string region) =>
        [
            .. new[] { ("deployments.apps", "web"), ("deployments.apps", "static"), ("cronjobs.batch", "cleanup") }
                .Where(workload =>
                    run[region].Get(workload.Item1, workload.Item2)!["spec"]!
                        .ToJsonString()
                        .Contains(":1.2.3", StringComparison.Ordinal)
                )
                .Select(workload => workload.Item2),
        ];

    private static async Task<string> CheckOutAsync(TemporaryFolder folder)
    {
        var checkout = await SampleCheckout.Sample.CheckOutAsync(
            folder.Path,
            "master",
            ReleaseVersion.Parse("1.2.2"),
            TestContext.Current.CancellationToken
        );
        GitCommand.In(checkout, "tag", "1.2.3");
        return checkout;
    }
}
