using Drill.Faults;
using Loopback;
using Migrations;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools.Git;
using Releases.Orders;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Tests.Schedules;

/// <summary>
/// What holds after any day: the record agrees with the clusters, and the same command ends the day well.
/// </summary>
internal static class ScheduleChecks
{
    private static readonly TimeSpan RenewalPace = TimeSpan.FromSeconds(10);

    // A stage may end with calls that have limits of their own; a lane that waits for ever would be beyond any of them.
    private static TimeSpan Slack => (ScheduledRun.Limit * 2) + TimeSpan.FromMinutes(3);

    /// <summary>A checkout of the sample application that knows both versions.</summary>
    public static async Task<string> CheckOutAsync(TemporaryFolder folder)
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

    /// <summary>The way back by such a checkout, whose tags are those of the remote.</summary>
    public static RestorePolicy Restoring(string checkout) =>
        new(
            new ReleaseMigrations(new MigrationCheck(checkout, TimeProvider.System), "HEAD", new TagsOfTheClone()),
            AcceptsRisk: false
        );

    private sealed class TagsOfTheClone : IVersionCommits
    {
        public Task<string> FindAsync(string version, CancellationToken cancellationToken) =>
            Task.FromResult($"refs/tags/{version}");
    }

    /// <summary>Runs a day, checks what it has left, and fixes it.</summary>
    /// <returns>Whether its run was killed.</returns>
    public static async Task<bool> RunAsync(FaultSchedule schedule, string checkout, Heartbeat heart)
    {
        await using var run = await ScheduledRun.OfAsync(schedule, checkout, heart);
        foreach (var region in run.Record.Regions)
            Check(run, region, schedule);
        CheckMended(run, await run.GoAgainAsync(checkout), schedule);
        await CheckLeasesAsync(run);
        return run.IsKilled;
    }

    private static void Check(ScheduledRun run, RegionRecord region, FaultSchedule schedule)
    {
        var about = $"{schedule}\n{RecordFormat.Write(run.Record)}";
        var isBroken = region.Stages.Any(stage => stage is { Name: not Stage.Restore, Outcome: Outcome.Failed });
        if (region.Outcome == Outcome.Failed || isBroken)
            region.Failure.ShouldNotBeNull(about);
        else
            region.Failure.ShouldBeNull(about);
        if (!run.IsKilled)
        {
            region.Outcome.ShouldNotBe(Outcome.Running, about);
            (region.Outcome == Outcome.Failed).ShouldBe(region.Failure is not null, about);
            region.Stages.ShouldAllBe(stage => stage.Outcome != Outcome.Running && stage.Seconds != null, about);
        }
        CheckWorkloads(run, region, about);
        CheckJob(run, region, about);
        foreach (var stage in region.Stages.Where(stage => stage.Seconds is not null))
            stage.Seconds!.Value.ShouldBeLessThan(Slack.TotalSeconds, about);
    }

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
        if (restore?.Outcome == Outcome.Running)
            region.Live.ShouldBeNull(about);
        if (
            region.Outcome == Outcome.Succeeded
            || region.Stages.Any(stage => stage is { Name: Stage.Verify, Outcome: Outcome.Succeeded })
        )
        {
            changed.Length.ShouldBe(3, about);
            region.Live.ShouldBe("1.2.3", about);
        }
        if (region.Outcome == Outcome.Skipped)
            changed.ShouldBeEmpty(about);
    }

    // One call at most is under way when a lane stops, and of that one alone the record need not know whether it
    // arrived.
    private static void CheckChanged(ScheduledRun run, string[] noted, RegionRecord region, string about)
    {
        var present = New(run, region.Name);
        noted.ShouldBeSubsetOf(present, about);
        if (present.Length == noted.Length)
            return;
        present.Length.ShouldBe(noted.Length + 1, about);
        if (run.IsKilled)
        {
            (region.Live ?? "unknown: ").ShouldStartWith("unknown: ", Case.Sensitive, about);
            return;
        }
        region.Live.ShouldNotBeNull(about).ShouldStartWith("unknown: ", Case.Sensitive, about);
        var set = region.Stages.Single(stage => stage.Name == Stage.SetImage);
        (
            set.Outcome == Outcome.Interrupted || region.Failure?.Reason is "ClusterUnreachable" or "LockLost"
        ).ShouldBeTrue(about);
    }

    private static void CheckJob(ScheduledRun run, RegionRecord region, string about)
    {
        run[region.Name]
            .GetAll("pods")
            .Where(pod =>
                pod["metadata"]!["labels"]?["job-name"]?.GetValue<string>() is { } job && !IsQuestion($"/{job}")
            )
            .Select(pod => pod["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>())
            .Distinct()
            .Count()
            .ShouldBeLessThanOrEqualTo(1, about);
        // What goes on beside a migration that has ended is ended with its Job.
        if (run.Has(region.Name, FaultKind.MigrationSidecar))
            return;
        run[region.Name]
            .Requests.Where(request =>
                request.Method == "DELETE"
                && request.Path.Contains("/jobs", StringComparison.Ordinal)
                && !IsQuestion(request.Path)
            )
            .ShouldBeEmpty(about);
    }

    // A Job that asks the database is removed when it has answered.
    private static bool IsQuestion(string path) => path.Contains("/migration-schema-", StringComparison.Ordinal);

    // Whatever the day has left, the same command ends it well when nothing is wrong any more.
    private static void CheckMended(ScheduledRun run, ReleaseRecord again, FaultSchedule schedule)
    {
        var about = $"{schedule}\n{RecordFormat.Write(run.Record)}\nand again\n{RecordFormat.Write(again)}";
        foreach (var region in again.Regions)
        {
            (region.Outcome, region.Live).ShouldBe((Outcome.Succeeded, "1.2.3"), about);
            New(run, region.Name).Length.ShouldBe(3, about);
            // A Job may have expired, or have been ended with what went on beside it: the database tells.
            run[region.Name].UnappliedMigrations.ShouldBeEmpty(about);
        }
    }

    // A lock has three seconds to be given back, on this clock and a busy machine not always enough. Nobody may renew
    // it then.
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
}
