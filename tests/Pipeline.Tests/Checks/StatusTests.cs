using Drill;
using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Jobs;
using Releases.Surveys;

namespace Pipeline.Tests.Checks;

public sealed class StatusTests
{
    [Fact]
    public async Task Regions_that_serve_are_one_line_each_with_the_release_that_was_last()
    {
        await using var fleet = await ServingAsync("north", "south");
        (await fleet.RunAsync("Deploy", "--regions=north")).ShouldEndWith(ExitCode.Done);

        // Neither a checkout nor a registry nor a version is asked for.
        var run = await fleet.RunAsync("Status", "--app=/nowhere", "--image=" + fleet.Image);

        run.ShouldEndWith(ExitCode.Done);
        run.Errors.ShouldBeEmpty();
        run.Json.ShouldBeNull();
        run.Lines[0].ShouldStartWith("Region  State    Version  Pods  Page");
        run.Lines[2].ShouldMatch(@"^north   healthy  1\.2\.3    \d/\d   1\.2\.3  20..-..-.. ..:..Z by Ada$");
        run.Lines[3].ShouldMatch(@"^south   healthy  1\.2\.2    \d/\d   1\.2\.2  -$");
        run.Lines[5].ShouldBe("2 regions: 2 healthy. Live: 1.2.3 in 1, 1.2.2 in 1.");
        run.Lines.Count.ShouldBe(7);
    }

    [Fact]
    public async Task A_crashing_region_is_unhealthy_with_the_reason_and_the_next_command()
    {
        await using var fleet = await ServingAsync("north", "south");
        fleet["south"].Faults.Add(FaultKind.CrashLoop);
        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);
        await BecomesAsync(() => IsWaiting(fleet["south"], "web-", "CrashLoopBackOff"));

        var run = (await fleet.RunAsync("Status", "--output=json")).ShouldEndWith(ExitCode.Failed);

        var south = Read(run).Regions.Single(region => region.Name == "south");
        south.Health.ShouldBe(Health.Unhealthy);
        south.Problems.ShouldContain(problem =>
            problem.StartsWith("Deployment web: ") && problem.Contains("CrashLoopBackOff: container ")
        );
        south.NextStep.ShouldNotBeNull().ShouldStartWith("kubectl --context south --namespace default describe pod ");
        Read(run).Regions.Single(region => region.Name == "north").Health.ShouldNotBe(Health.Unhealthy);
    }

    [Fact]
    public async Task Workloads_that_do_not_agree_on_a_version_are_listed_and_are_no_failure()
    {
        await using var fleet = await ServingAsync("north");
        fleet.Change(
            "north",
            "cronjobs.batch",
            "cleanup",
            json =>
                json["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] =
                    $"{fleet.Image}:1.1.9"
        );

        var run = (await fleet.RunAsync("Status")).ShouldEndWith(ExitCode.Done);

        run.Lines[2].ShouldStartWith("north   drifting  several");
        run.Lines.ShouldContain("drifts: 1.2.2 in Deployment web, Deployment static; 1.1.9 in CronJob cleanup");
        run.Output.ShouldContain("1 region: 1 drifting.");
    }

    [Fact]
    public async Task A_region_that_cannot_be_read_is_a_line_of_its_own_and_hides_no_other()
    {
        await using var fleet = await ServingAsync("north", "south");
        await File.WriteAllTextAsync(
            fleet.Kubeconfig,
            fleet["north"].Kubeconfig,
            TestContext.Current.CancellationToken
        );

        var run = (await fleet.RunAsync("Status")).ShouldEndWith(ExitCode.Failed);

        run.Lines[2].ShouldStartWith("north   healthy  1.2.2");
        run.Lines[3].ShouldStartWith("south   UNKNOWN  ?        ?");
        run.Output.ShouldContain("no context 'south'");
        run.Output.ShouldContain("2 regions: 1 healthy, 1 UNKNOWN. Live: 1.2.2 in 1.");
        run.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_held_lock_a_failed_migration_and_a_page_that_lags_are_shown()
    {
        await using var fleet = await ServingAsync("north");
        fleet["north"].Faults.Add(FaultKind.MigrationFails);
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);
        fleet["north"].Faults.Add(FaultKind.LockHeld);
        fleet["north"].Faults.Add(FaultKind.PageStale);
        (await fleet.RunAsync("SetImage", "--exclusive", "--wait-lock=1s")).ShouldEndWith(ExitCode.Failed);

        var json = await fleet.RunAsync("Status", "--output=json");
        var table = await fleet.RunAsync("Status");

        var north = Read(json).Regions.ShouldHaveSingleItem();
        north.Lock.ShouldNotBeNull().Holder.ShouldBe("someone-else@laptop");
        north.Page.ShouldNotBeNull().Agrees.ShouldNotBeNull();
        north.Migration.ShouldNotBeNull();
        (north.Migration.Version, north.Migration.Phase).ShouldBe(("1.2.3", JobPhase.Failed));
        table.Output.ShouldContain("Lock: held by someone-else@laptop since ");
        table.Output.ShouldContain("migration: to 1.2.3 failed: BackoffLimitExceeded: ");
    }

    [Fact]
    public async Task A_selector_that_matches_nothing_is_a_problem_of_its_region()
    {
        await using var fleet = await ServingAsync("north");
        fleet.Change("north", "deployments.apps", "static", json => json["metadata"]!["labels"]!["image"] = "other");

        var run = (await fleet.RunAsync("Status")).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain("no Deployment has the label image=mat-cms-static");
    }

    private static async Task<StagedFleet> ServingAsync(params string[] regions)
    {
        var fleet = await StagedFleet.StartAsync(regions);
        foreach (var region in regions)
            await BecomesAsync(() =>
                fleet[region]
                    .GetAll("deployments.apps")
                    .All(found => $"{found["status"]?["availableReplicas"]}" == $"{found["spec"]!["replicas"]}")
            );
        return fleet;
    }

    private static FleetStatus Read(FinishedRun run)
    {
        var status = FleetStatusFormat.Read("output", run.Output);
        (FleetStatusFormat.Write(status) + Environment.NewLine).ShouldBe(run.Output);
        return status;
    }

    private static bool IsWaiting(EmbeddedCluster cluster, string pods, string reason) =>
        cluster
            .GetAll("pods")
            .Where(pod => pod["metadata"]!["name"]!.GetValue<string>().StartsWith(pods, StringComparison.Ordinal))
            .SelectMany(pod => pod["status"]?["containerStatuses"]?.AsArray() ?? [])
            .Any(status => status?["state"]?["waiting"]?["reason"]?.GetValue<string>() == reason);

    private static async Task BecomesAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
    }
}
