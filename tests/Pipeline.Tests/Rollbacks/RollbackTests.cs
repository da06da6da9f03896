using System.Text.RegularExpressions;
using Drill.Faults;
using k8s;
using k8s.KubeConfigModels;
using k8s.Models;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;
using Releases.Workloads;

namespace Pipeline.Tests.Rollbacks;

public sealed partial class RollbackTests
{
    [Fact]
    public async Task Every_region_goes_back_from_what_it_really_runs()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear);
        await fleet.PublishAsync("1.2.5");
        await fleet.ServeAsync("north", "1.2.4");
        await fleet.ServeAsync("south", "1.2.5");

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("In north:");
        run.Output.ShouldContain("From 1.2.4 to 1.2.2: no schema obstacle found");
        run.Output.ShouldContain("In south:");
        run.Output.ShouldContain("From 1.2.5 to 1.2.2: no schema obstacle found");
        run.Record.Regions.Select(region => region.From).ShouldBe(["1.2.4", "1.2.5"]);
        run.Record.Regions.ShouldAllBe(region => region.Outcome == Outcome.Succeeded);
        run.Region("north").Stages.Select(stage => stage.Name).ShouldBe([Stage.SetImage, Stage.Verify]);
        run.Record.Commit.ShouldBe(fleet.Git("rev-parse", "1.2.2^{commit}"));
        run.Record.Migrations.Select(verdict => (verdict.From, verdict.To))
            .ShouldBe([("1.2.4", "1.2.2"), ("1.2.5", "1.2.2")]);
        run.Verdict.ShouldContain("2 of 2 regions");
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");
        (await fleet.PageOf("south")).ShouldContain("Version 1.2.2");
        fleet.ImageOf("south", "deployments.apps", "web", "sidecar").ShouldBe($"{fleet.Image}/sidecar:1");
        var annotations = fleet["north"].Get("deployments.apps", "web")!["metadata"]!["annotations"]!;
        annotations[WorkloadApi.ChangeCause]!.GetValue<string>().ShouldBe("rollback to 1.2.2 by Ada");
    }

    [Fact]
    public async Task An_unsafe_way_back_is_refused_and_nothing_is_touched()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);
        var requests = fleet["north"].Requests.Count;

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);

        run.Output.ShouldContain("From 1.2.4 to 1.2.2: unsafe");
        run.Lines.ShouldContain(line => line.StartsWith("forms.0004_form_code "));
        run.Output.ShouldContain("- going back from 1.2.4 to 1.2.2: unsafe, in north");
        run.Output.ShouldContain("--accept-migration-risk");
        Writes(fleet, requests).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("web", "1.2.2")]
    [InlineData("static", "1.2.2-static")]
    public async Task A_paused_Deployment_gets_the_older_image_in_the_call_that_resumes_it(string name, string tag)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        fleet.Change("north", "deployments.apps", name, json => json["spec"]!["paused"] = true);

        var refused = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);

        refused.ToString().ShouldContain($"north: Deployment {name} is paused and would never roll out");
        refused.ToString().ShouldNotContain("rollout resume");
        var command = Patching().Match(refused.ToString());
        command.Success.ShouldBeTrue(refused.ToString());
        // Nothing has judged the migrations yet.
        refused.ToString()[..command.Index].ShouldContain("--target=CheckRollback --version=1.2.2 --regions=north");
        command.Groups["name"].Value.ShouldBe(name);
        await PatchAsync(fleet, name, command.Groups["patch"].Value);
        fleet.ImageOf("north", "deployments.apps", name, name).ShouldBe($"{fleet.Image}:{tag}");
        fleet["north"].Get("deployments.apps", name)!["spec"]!["paused"]?.GetValue<bool>().ShouldBeFalse();
        (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");
    }

    [Fact]
    public async Task A_paused_Deployment_gets_no_older_image_before_its_migrations_are_un_applied()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        fleet.Change("north", "deployments.apps", "web", json => json["spec"]!["paused"] = true);

        var refused = await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations");

        // The screen breaks its lines.
        string.Join(
                ' ',
                refused
                    .ShouldEndWith(ExitCode.Refused)
                    .ToString()
                    .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            )
            .ShouldContain("ask who has paused it");
        refused.ToString().ShouldNotContain("patch deployment");
    }

    [Fact]
    public async Task A_region_whose_database_is_ahead_of_its_images_is_judged_from_there()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear);
        await fleet.PublishAsync("1.2.5", SampleMigrations.Unsafe);
        await fleet.ServeAsync("north", "1.2.4");
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.5")).ShouldEndWith(ExitCode.Done);

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);

        run.Output.ShouldContain("north: 1.2.4 is live, but a migration to 1.2.5 has run: judged from there");
        run.Output.ShouldContain("From 1.2.5 to 1.2.2: unsafe");
        // What ran is one thing, what it is judged from another.
        run.Region("north").From.ShouldBe("1.2.4");
        (await fleet.RunAsync("CheckRollback", "--version=1.2.2"))
            .ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain("From 1.2.5 to 1.2.2: unsafe");
    }

    [Theory]
    [InlineData("1.2.4", "north: 1.2.4 is live, but a migration to 1.2.5 has run: judged from there")]
    [InlineData("1.2.3", "north: 1.2.3 is live, but a migration to 1.2.5 has run: judged from there")]
    [InlineData("1.2.5", "north: which version is live cannot be read; 1.2.5, as --from says")]
    public async Task Who_names_the_live_version_does_not_hide_a_database_that_is_ahead_of_it(string from, string said)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3");
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear);
        await fleet.PublishAsync("1.2.5", SampleMigrations.Unsafe);
        await fleet.ServeAsync("north", "1.2.4");
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.5")).ShouldEndWith(ExitCode.Done);
        SetTag(fleet, "cronjobs.batch", "cleanup", "debug");

        var run = await fleet.RunAsync("Rollback", "--version=1.2.2", $"--from={from}");

        run.ShouldEndWith(ExitCode.Refused).Output.ShouldContain(said);
        run.Output.ShouldContain("From 1.2.5 to 1.2.2: unsafe");
        run.Region("north").From.ShouldBe(from);
    }

    [Fact]
    public async Task Whoever_takes_the_risk_goes_back_all_the_same_and_it_is_said()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);

        var run = await fleet.RunAsync("Rollback", "--version=1.2.2", "--accept-migration-risk");

        run.ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain(
                "warning: going back from 1.2.4 to 1.2.2: unsafe, in north; accepted by --accept-migration-risk"
            );
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");
    }

    [Fact]
    public async Task What_has_to_be_investigated_is_asked_of_a_person_and_only_said_where_nobody_is()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear, SampleMigrations.Unknown);

        var refused = (await fleet.AskedAsync("n", "Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);
        var strict = (await fleet.RunAsync("Rollback", "--version=1.2.2", "--strict")).ShouldEndWith(ExitCode.Refused);
        var gone = (await fleet.RunAsync("Rollback", "--version=1.2.2", "--yes")).ShouldEndWith(ExitCode.Done);

        refused.Errors.ShouldContain("investigate before you go");
        refused.Errors.ShouldContain("Roll 1 region back to 1.2.2 all the same? [y/N]");
        refused.Output.ShouldContain("not confirmed");
        strict.Output.ShouldContain("From 1.2.4 to 1.2.2: investigate before you go");
        gone.Output.ShouldContain("warning: going back from 1.2.4 to 1.2.2: investigate before you go");
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");
    }

    [Fact]
    public async Task A_region_that_runs_the_version_already_is_left_alone()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        var requests = fleet["north"].Requests.Count;

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("[north] nothing to do: 1.2.2 runs there already");
        run.StageOf("north", Stage.SetImage).ShouldBe(Outcome.Skipped);
        run.Verdict.ShouldEndWith("nothing had to change.");
        Writes(fleet, requests).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Rollback", "--version=1.2.2")]
    [InlineData("Rollback", "--version=1.2.2", "--from=1.2.2")]
    [InlineData("CheckRollback", "--version=1.2.2")]
    public async Task A_region_that_runs_the_version_already_is_judged_on_the_schema_that_it_runs_on(
        string target,
        params string[] arguments
    )
    {
        await using var fleet = await MigratedAsync("north");

        var run = (await fleet.RunAsync(target, arguments)).ShouldEndWith(ExitCode.Refused);

        run.Output.ShouldContain("From 1.2.5 to 1.2.2: unsafe");
        $"{run.Output} {run.Errors}".ShouldContain(
            "north: 1.2.2 is live, but a migration to 1.2.5 has run: judged from there"
        );
    }

    [Fact]
    public async Task Such_a_region_is_left_alone_by_who_takes_the_risk_and_nothing_is_asked()
    {
        await using var fleet = await MigratedAsync("north");
        var requests = fleet["north"].Requests.Count;

        var run = await fleet.AskedAsync("n", "Rollback", "--version=1.2.2", "--accept-migration-risk");

        run.ShouldEndWith(ExitCode.Done).Output.ShouldContain("[north] nothing to do: 1.2.2 runs there already");
        run.Output.ShouldContain("warning: going back from 1.2.5 to 1.2.2: unsafe, in north");
        run.Errors.ShouldNotContain("[y/N]");
        Writes(fleet, requests).ShouldBeEmpty();
    }

    [Fact]
    public async Task Such_a_region_keeps_no_other_from_going_back()
    {
        await using var fleet = await MigratedAsync("north", "south");
        await fleet.ServeAsync("south", "1.2.4");

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("warning: going back from 1.2.5 to 1.2.2: unsafe, in north, where 1.2.2 runs already");
        (await fleet.PageOf("south")).ShouldContain("Version 1.2.2");
    }

    [Theory]
    [InlineData("1.2.9", "name a version that was: 1.2.2")]
    [InlineData("1.9.0", "name a version that was: 1.2.2")]
    public async Task Of_a_version_that_was_never_released_nothing_else_is_said(string version, string next)
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");

        var run = (await fleet.RunAsync("Rollback", $"--version={version}")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain($"the remote has no tag {version}: it was never released");
        run.Said.ShouldContain(next);
        run.Said.ShouldNotContain("problems found");
        run.Said.ShouldNotContain("--target=");
    }

    [Fact]
    public async Task An_image_that_is_gone_is_brought_back_by_the_command_that_is_told()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.Git("tag", "--annotate", "--message=1.2.1", "1.2.1", "1.2.2^{commit}");
        fleet.Push("tags/1.2.1");
        string[] told = ["--version=1.2.1", "--allow-downgrade"];

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.1")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain($"the registry does not have {fleet.Image}:1.2.1 any more");
        run.Said.ShouldContain(
            $"git checkout 1.2.1, then ./build.sh --target=PushAcr {string.Join(' ', told)}",
            Case.Sensitive
        );
        fleet.Git("checkout", "--quiet", "1.2.1");
        // Another machine builds them here.
        await fleet.PushAsync("1.2.1");
        (await fleet.RunAsync("PushAcr", "--version=1.2.1"))
            .ShouldEndWith(ExitCode.Refused)
            .Said.ShouldContain("a newer version is live, 1.2.2");
        (await fleet.RunAsync("PushAcr", told)).ShouldEndWith(ExitCode.Done);
        (await fleet.RunAsync("Rollback", "--version=1.2.1")).ShouldEndWith(ExitCode.Done);
        (await fleet.PageOf("south")).ShouldContain("Version 1.2.1");
    }

    [Fact]
    public async Task In_a_clone_without_the_tag_the_command_that_is_told_gets_it_too()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Git("tag", "--annotate", "--message=1.2.1", "1.2.1", "1.2.2^{commit}");
        fleet.Push("tags/1.2.1");
        fleet.ForgetTag("1.2.1");

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.1")).ShouldEndWith(ExitCode.Refused);

        var commit = fleet.Git("rev-parse", "1.2.2^{commit}")[..12];
        run.Said.ShouldContain(
            $"git fetch origin refs/tags/1.2.1, then git checkout {commit}, then ./build.sh --target=PushAcr",
            Case.Sensitive
        );
    }

    [Fact]
    public async Task A_rollback_of_nothing_asks_nothing()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");

        var run = (await fleet.AskedAsync("n", "Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);

        run.Errors.ShouldNotContain("[y/N]");
        run.Output.ShouldContain("no region has to go back to 1.2.2");
        run.Verdict.ShouldEndWith("nothing had to change.");
    }

    [Fact]
    public async Task A_region_that_somebody_is_releasing_to_is_asked_about_whatever_it_runs_now()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["north"].Faults.Add(FaultKind.LockHeld);

        var run = (await fleet.AskedAsync("n", "Rollback", "--version=1.2.2", "--wait-lock=10m")).ShouldEndWith(
            ExitCode.Refused
        );

        run.Errors.ShouldContain("Roll 1 of 2 regions back to 1.2.2? [y/N]");
    }

    [Fact]
    public async Task Regions_that_are_back_already_are_not_counted_when_it_is_asked()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south", "west");
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear);
        await fleet.ServeAsync("south", "1.2.4");

        var run = (await fleet.AskedAsync("n", "Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);

        run.Errors.ShouldContain("Roll 1 of 3 regions back to 1.2.2? [y/N]");
        run.Errors.ShouldNotContain("north  ");
        run.Errors.ShouldContain("south");
    }

    [Fact]
    public async Task All_that_speaks_against_it_is_said_at_once_and_nothing_is_advised_that_goes_forward()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3");
        fleet["north"].Access.Deny("patch", "deployments.apps");

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.3")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain("north: not permitted in namespace default: patch deployments.apps;");
        run.Said.ShouldContain("north: an older version is live, 1.2.2: going from there to 1.2.3 is a release");
        run.Said.ShouldContain("name a version below 1.2.2, or leave north out of --regions");
        run.Said.ShouldNotContain("--target=Deploy");
        run.Said.ShouldNotContain("problems found");
        run.Said.Split("is a release").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("Rollback", "--version=1.2.3")]
    [InlineData("Rollback", "--version=1.2.3", "--accept-migration-risk")]
    [InlineData("Rollback", "--version=1.2.3", "--unapply-migrations")]
    [InlineData("CheckRollback", "--version=1.2.3")]
    public async Task A_region_that_serves_an_older_version_stays_whatever_has_migrated_its_database(
        string target,
        params string[] arguments
    )
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        await fleet.PublishAsync("1.2.3", SampleMigrations.Clear);
        await fleet.PublishAsync("1.2.4");
        await fleet.ServeAsync("north", "1.2.4");
        fleet["south"].Faults.Add(FaultKind.MigrationFails);
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.4", "--regions=south")).ShouldEndWith(
            ExitCode.Failed
        );
        fleet["south"].Faults.Clear();

        var run = (await fleet.RunAsync(target, arguments)).ShouldEndWith(ExitCode.Refused);

        var said = $"{run.Said} {run.Errors}";
        said.ShouldContain("south: an older version is live, 1.2.2: going from there to 1.2.3 is a release");
        said.ShouldNotContain("north: an older version");
        (await fleet.PageOf("south")).ShouldContain("Version 1.2.2");
    }

    [Fact]
    public async Task A_held_lock_and_missing_permissions_are_found_before()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear);
        fleet["north"].Faults.Add(FaultKind.LockHeld);
        fleet["north"].Access.Deny("patch", "deployments.apps");
        fleet["north"].Access.Deny("create", "jobs.batch");

        var plain = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);
        var unapplying = await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations");

        plain.Said.ShouldContain("north: the deploy lock is held by");
        plain.Said.ShouldContain("north: not permitted in namespace default: patch deployments.apps;");
        unapplying
            .ShouldEndWith(ExitCode.Refused)
            .Said.ShouldContain("not permitted in namespace default: patch deployments.apps, create jobs.batch;");
    }

    [Fact]
    public async Task Where_some_regions_are_in_the_way_the_others_are_named_as_those_that_can_go_back()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south", "west");
        fleet["south"].Access.Deny("list", "deployments.apps");

        var some = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);
        var all = (await fleet.RunAsync("Rollback", "--version=1.2.2", "--regions=south")).ShouldEndWith(
            ExitCode.Refused
        );

        some.Said.ShouldContain("or go back without south: --regions=north,west");
        all.Said.ShouldNotContain("without south");
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--regions=north,west")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task Which_version_is_live_is_never_guessed_but_may_be_named()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear);
        SetTag(fleet, "cronjobs.batch", "cleanup", "1.2.3");

        var refused = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);
        var named = await fleet.RunAsync("Rollback", "--version=1.2.2", "--from=1.2.4");

        refused.Output.ShouldContain("north: its workloads do not agree on a version");
        refused.Output.ShouldContain("--from=X.Y.Z");
        named.ShouldEndWith(ExitCode.Done).Region("north").From.ShouldBe("1.2.4");
        fleet.ImageOf("north", "cronjobs.batch", "cleanup", "cleanup").ShouldBe($"{fleet.Image}:1.2.2");
    }

    [Fact]
    public async Task A_rollback_that_stopped_half_way_is_gone_on_with()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear);
        SetTag(fleet, "cronjobs.batch", "cleanup", "1.2.2");

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);

        run.Region("north").From.ShouldBe("1.2.4");
        run.Region("north").Workloads.Select(workload => workload.Name).ShouldBe(["web", "static"]);
    }

    [Fact]
    public async Task A_clone_without_the_tags_is_judged_by_those_of_the_remote()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);
        // Were the clone asked, both versions would be the same.
        fleet.Git("tag", "--force", "1.2.2", "1.2.4^{commit}");
        fleet.Git("tag", "--delete", "1.2.4");

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);

        run.Output.ShouldContain("From 1.2.4 to 1.2.2: unsafe");
    }

    [Fact]
    public async Task A_tag_that_is_no_version_is_a_usage_error()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        (await fleet.RunAsync("Rollback", "--version=master")).ShouldEndWith(ExitCode.Usage);
    }

    // One region that runs 1.2.4 with these migrations.
    private static async Task<StagedFleet> RunningAsync(params (string File, string Text)[] migrations)
    {
        var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4", migrations);
        await fleet.ServeAsync("north", "1.2.4");
        return fleet;
    }

    // They serve 1.2.2; 1.2.4 has a harmless migration, and 1.2.5, which has migrated the first of them, an unsafe one.
    private static async Task<StagedFleet> MigratedAsync(params string[] regions)
    {
        var fleet = await StagedFleet.StartAsync(regions);
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear);
        await fleet.PublishAsync("1.2.5", SampleMigrations.Unsafe);
        string[] first = ["--exclusive", "--version=1.2.5", $"--regions={regions[0]}"];
        (await fleet.RunAsync("MigrateCluster", first)).ShouldEndWith(ExitCode.Done);
        return fleet;
    }

    private static void SetTag(StagedFleet fleet, string resource, string name, string tag)
    {
        var found = fleet["north"].Get(resource, name)!;
        found["metadata"]!.AsObject().Remove("resourceVersion");
        var pod = found["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!;
        pod["containers"]![0]!["image"] = $"{fleet.Image}:{tag}";
        fleet["north"].Apply(found.ToJsonString());
    }

    // Questions about permissions are no changes, and the lock is the run's own.
    private static IEnumerable<string> Writes(StagedFleet fleet, int since) =>
        fleet["north"]
            .Requests.Skip(since)
            .Where(request => request.IsWrite)
            .Select(request => request.Path)
            .Where(path => !path.Contains("/leases"));

    // As kubectl sends it.
    private static async Task PatchAsync(StagedFleet fleet, string deployment, string patch)
    {
        var kubeconfig = KubernetesYaml.Deserialize<K8SConfiguration>(fleet["north"].Kubeconfig);
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigObject(kubeconfig));
        await client.AppsV1.PatchNamespacedDeploymentAsync(
            new V1Patch(patch, V1Patch.PatchType.StrategicMergePatch),
            deployment,
            "default",
            cancellationToken: TestContext.Current.CancellationToken
        );
    }

    [GeneratedRegex(
        @"kubectl --context north --namespace default patch deployment (?<name>\S+) '--patch=(?<patch>\{\S+\})'",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Patching();
}
