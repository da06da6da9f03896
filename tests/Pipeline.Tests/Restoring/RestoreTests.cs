using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;
using Releases.Workloads;

namespace Pipeline.Tests.Restoring;

public sealed class RestoreTests
{
    private const string Rollback = "--on-failure=rollback";

    [Fact]
    public async Task A_region_that_fails_gets_its_former_images_back_and_serves_them()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var run = (await fleet.RunAsync("Deploy", Rollback)).ShouldEndWith(ExitCode.Failed);

        Images(fleet).ShouldBe(["1.2.2", "1.2.2", "1.2.2-static", "1.2.2"]);
        fleet.ImageOf("north", "deployments.apps", "web", "sidecar").ShouldBe($"{fleet.Image}/sidecar:1");
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");
        var north = run.Region("north");
        (north.Outcome, north.Failure!.Stage).ShouldBe((Outcome.Failed, Stage.Verify));
        north
            .Stages.Select(stage => (stage.Name, stage.Outcome))
            .ShouldBe([
                (Stage.Migrate, Outcome.Succeeded),
                (Stage.SetImage, Outcome.Succeeded),
                (Stage.Verify, Outcome.Failed),
                (Stage.Restore, Outcome.Succeeded),
            ]);
        north
            .Stages[^1]
            .Detail.ShouldNotBeNull()
            .ShouldMatch("^3 workloads have their former images back, .* shows 1.2.2$");
        north.Failure.NextStep.ShouldNotBeNull().ShouldNotContain("kubectl");
        run.Region("south").Outcome.ShouldBe(Outcome.Skipped);
        (north.Live, run.Region("south").Live).ShouldBe(("1.2.2", "1.2.2"));
        run.LastScreen[0].ShouldContain("  Restore ");
        run.LastScreen.ShouldContain(line => line.StartsWith("restore: done: 3 workloads", StringComparison.Ordinal));
        run.Verdict.ShouldContain(": taken back in north; not in south.");
    }

    [Fact]
    public async Task A_workload_that_went_back_says_so_and_the_next_release_takes_it_forward_again()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.NeverReady);
        (await fleet.RunAsync("Deploy", Rollback, "--rollout-timeout=3s")).ShouldEndWith(ExitCode.Failed);
        var annotations = fleet["north"].Get("deployments.apps", "web")!["metadata"]!["annotations"]!;
        annotations[WorkloadApi.ChangeCause]!
            .GetValue<string>()
            .ShouldBe("back to 1.2.2 after release 1.2.3 failed, by Ada");
        annotations[ReleaseLabels.Former].ShouldBeNull();
        var job = fleet.JobOf("north");
        fleet["north"].Faults.Clear();

        (await fleet.RunAsync("Deploy", Rollback)).ShouldEndWith(ExitCode.Done);

        fleet.JobOf("north").ShouldBe(job);
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.3");
    }

    [Fact]
    public async Task A_change_that_the_cluster_refuses_takes_back_those_before_it()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.RunAsync(DenyCronJobs, Rollback);

        run.ShouldEndWith(ExitCode.Failed).Region("north").Failure!.Stage.ShouldBe(Stage.SetImage);
        run.StageOf("north", Stage.Restore).ShouldBe(Outcome.Succeeded);
        Images(fleet).ShouldBe(["1.2.2", "1.2.2", "1.2.2-static", "1.2.2"]);

        void DenyCronJobs(string line)
        {
            if (line.EndsWith("set image: started", StringComparison.Ordinal))
                fleet["north"].Access.Deny("patch", "cronjobs.batch");
        }
    }

    [Fact]
    public async Task What_was_set_without_a_note_of_what_was_before_is_said_not_to_be_known()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);
        var web = fleet["north"].Get("deployments.apps", "web")!;
        web["metadata"]!.AsObject().Remove("resourceVersion");
        foreach (var kind in new[] { "initContainers", "containers" })
            web["spec"]!["template"]!["spec"]![kind]![0]!["image"] = $"{fleet.Image}:1.2.3";
        fleet["north"].Apply(web.ToJsonString());

        var run = (await fleet.RunAsync("Deploy", Rollback)).ShouldEndWith(ExitCode.Failed);

        Images(fleet).ShouldBe(["1.2.3", "1.2.3", "1.2.2-static", "1.2.2"]);
        var restore = run.Region("north").Stages[^1];
        restore.Outcome.ShouldBe(Outcome.Failed);
        restore.Detail.ShouldNotBeNull().ShouldContain("Deployment web");
    }

    [Fact]
    public async Task Control_C_while_a_region_goes_back_says_exactly_what_is_left()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var run = await fleet.RunUntilAsync($"check -> {fleet.Image}:1.2.2, web -> {fleet.Image}:1.2.2", Rollback);

        run.ShouldEndWith(ExitCode.Interrupted).Record.Outcome.ShouldBe(Outcome.Interrupted);
        var north = run.Region("north");
        (north.Outcome, north.Failure!.Stage).ShouldBe((Outcome.Failed, Stage.Verify));
        var restore = north.Stages[^1];
        (restore.Name, restore.Outcome).ShouldBe((Stage.Restore, Outcome.Interrupted));
        north.Live.ShouldBe("mixed 1.2.2/1.2.3");
        restore.Detail.ShouldBe("interrupted: back: Deployment web; still 1.2.3: CronJob cleanup, Deployment static");
        Images(fleet).ShouldBe(["1.2.2", "1.2.2", "1.2.3-static", "1.2.3"]);
        fleet["north"].Get("leases.coordination.k8s.io", "release").ShouldBeNull();
    }

    [Fact]
    public async Task A_region_that_fails_to_migrate_has_nothing_to_give_back()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.MigrationFails);

        var run = (await fleet.RunAsync("Deploy", Rollback)).ShouldEndWith(ExitCode.Failed);

        run.StageOf("north", Stage.Restore).ShouldBeNull();
        Images(fleet).ShouldBe(["1.2.2", "1.2.2", "1.2.2-static", "1.2.2"]);
    }

    [Fact]
    public async Task Without_being_asked_to_a_region_that_fails_stays_as_it_is()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        run.StageOf("north", Stage.Restore).ShouldBeNull();
        Images(fleet).ShouldBe(["1.2.3", "1.2.3", "1.2.3-static", "1.2.3"]);
    }

    internal static string[] Images(StagedFleet fleet) =>
        [
            .. new[]
            {
                fleet.ImageOf("north", "deployments.apps", "web", "check"),
                fleet.ImageOf("north", "deployments.apps", "web", "web"),
                fleet.ImageOf("north", "deployments.apps", "static", "static"),
                fleet.ImageOf("north", "cronjobs.batch", "cleanup", "cleanup"),
            }.Select(image => image[(image.LastIndexOf(':') + 1)..]),
        ];
}
