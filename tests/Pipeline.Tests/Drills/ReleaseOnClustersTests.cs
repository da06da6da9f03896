using Drill.Kubelet;
using Pipeline.Running;
using Releases.Records;
using Releases.Workloads;

namespace Pipeline.Tests.Drills;

public sealed class ReleaseOnClustersTests
{
    [Fact]
    public async Task What_CI_has_pushed_from_this_commit_is_released_without_building_it_again()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("BuildImage: nothing to do: the registry has");
        run.Record.Images.Select(image => image.Reference)
            .ShouldBe([$"{fleet.Image}:1.2.3", $"{fleet.Image}:1.2.3-static"]);
        run.Record.Images.ShouldAllBe(image => image.Digest.StartsWith("sha256:"));
        run.Record.Regions.ShouldAllBe(region => region.Provider == "context" && region.Outcome == Outcome.Succeeded);
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.3");
        (await fleet.PageOf("south")).ShouldContain("Version 1.2.3");
    }

    [Fact]
    public async Task The_second_run_of_the_same_command_changes_nothing_and_says_so()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        var (job, before) = (fleet.JobOf("north"), Versions(fleet));
        var requests = fleet["north"].Requests.Count;

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Verdict.ShouldEndWith("done in north; nothing had to change.");
        run.Output.ShouldContain("Tag: nothing to do: 1.2.3 is tagged at");
        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Skipped);
        run.StageOf("north", Stage.SetImage).ShouldBe(Outcome.Skipped);
        run.StageOf("north", Stage.Verify).ShouldBe(Outcome.Succeeded);
        run.Region("north").Workloads.ShouldBeEmpty();
        run.Region("north").From.ShouldBe("1.2.3");
        fleet.JobOf("north").ShouldBe(job);
        Versions(fleet).ShouldBe(before);
        // The lock is the run's own.
        fleet["north"]
            .Requests.Skip(requests)
            .Where(request => request.IsWrite && !request.Path.Contains("/leases"))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_container_of_the_application_changes_and_no_other()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        fleet.ImageOf("north", "deployments.apps", "web", "web").ShouldBe($"{fleet.Image}:1.2.3");
        fleet.ImageOf("north", "deployments.apps", "web", "check").ShouldBe($"{fleet.Image}:1.2.3");
        fleet.ImageOf("north", "deployments.apps", "web", "sidecar").ShouldBe($"{fleet.Image}/sidecar:1");
        fleet.ImageOf("north", "deployments.apps", "static", "static").ShouldBe($"{fleet.Image}:1.2.3-static");
        fleet.ImageOf("north", "cronjobs.batch", "cleanup", "cleanup").ShouldBe($"{fleet.Image}:1.2.3");
    }

    [Fact]
    public async Task Every_changed_workload_says_which_release_changed_it_and_who()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        foreach (var (resource, name) in new[] { ("deployments.apps", "web"), ("cronjobs.batch", "cleanup") })
        {
            var annotations = fleet["north"].Get(resource, name)!["metadata"]!["annotations"]!;
            annotations[WorkloadApi.ChangeCause]!.GetValue<string>().ShouldBe("release 1.2.3 by Ada");
            annotations[ReleaseLabels.Actor]!.GetValue<string>().ShouldBe("Ada");
            annotations[ReleaseLabels.At]!.GetValue<string>().ShouldEndWith("Z");
        }
    }

    [Fact]
    public async Task Troubles_of_an_older_revision_do_not_count()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        var cluster = fleet["north"];
        cluster.ImageExists = image => !image.EndsWith(":broken", StringComparison.Ordinal);
        var web = cluster.Get("deployments.apps", "web")!;
        web["metadata"]!.AsObject().Remove("resourceVersion");
        web["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = $"{fleet.Image}:broken";
        cluster.Apply(web.ToJsonString());
        await BecomesAsync(() => Waiting(fleet).Contains("ImagePullBackOff"));

        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);
        var run = (await fleet.RunAsync("VerifyRollout", "--exclusive")).ShouldEndWith(ExitCode.Done);

        run.Region("north").Failure.ShouldBeNull();
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.3");
    }

    [Fact]
    public async Task The_stages_do_their_part_alone_and_in_any_number_of_runs()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var migrated = (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);
        fleet.ImageOf("north", "deployments.apps", "web", "web").ShouldBe($"{fleet.Image}:1.2.2");
        var set = (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);
        var verified = (await fleet.RunAsync("VerifyRollout", "--exclusive")).ShouldEndWith(ExitCode.Done);

        migrated.Region("north").Stages.Select(stage => stage.Name).ShouldBe([Stage.Migrate]);
        set.Region("north").Stages.Select(stage => stage.Name).ShouldBe([Stage.SetImage]);
        verified.Region("north").Stages.Select(stage => stage.Name).ShouldBe([Stage.Verify]);
    }

    [Fact]
    public async Task Verifying_what_was_never_set_names_the_workload_and_the_two_images()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.RunAsync("VerifyRollout", "--exclusive")).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("ImageNotSet");
        failure.Message.ShouldContain($"{fleet.Image}:1.2.2, not {fleet.Image}:1.2.3");
    }

    [Fact]
    public async Task A_failed_migration_leaves_the_old_version_serving_and_runs_anew_in_the_next_run()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        var works = fleet["north"].MigrationScript;
        fleet["north"].MigrationScript = _ => ContainerProgram.Crashes(1, "no such column");

        var failed = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        failed.Region("north").Failure.ShouldNotBeNull().Log.ShouldContain("no such column");
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");
        var job = fleet.JobOf("north");
        fleet["north"].MigrationScript = works;
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done).Output.ShouldContain("removing the former Job");
        fleet.JobOf("north").ShouldNotBe(job);
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.3");
    }

    private static string[] Versions(StagedFleet fleet) =>
        [
            .. new[] { "deployments.apps", "replicasets.apps", "cronjobs.batch", "jobs.batch" }
                .SelectMany(fleet["north"].GetAll)
                .Select(found => $"{found["metadata"]!["name"]} {found["metadata"]!["resourceVersion"]}"),
        ];

    private static IEnumerable<string> Waiting(StagedFleet fleet) =>
        fleet["north"]
            .GetAll("pods")
            .SelectMany(pod => pod["status"]?["containerStatuses"]?.AsArray() ?? [])
            .Select(status => status?["state"]?["waiting"]?["reason"]?.GetValue<string>())
            .OfType<string>();

    private static async Task BecomesAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
    }
}
