using Drill.Faults;
using Migrations.Verdicts;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Plans;

namespace Pipeline.Tests.Checks;

public sealed class PlanTests
{
    [Fact]
    public async Task A_plan_says_what_would_happen_and_touches_nothing()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);
        var requests = fleet["north"].Requests.Count;

        var run = (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);

        run.Json.ShouldBeNull();
        run.Lines[0].ShouldMatch(@"^Plan for 1\.2\.3 from master at [0-9a-f]{12}$");
        run.Lines.ShouldContain("tag 1.2.3: will be created");
        run.Lines.ShouldContain($"image {fleet.Image}:1.2.3-static: is in the registry");
        run.Lines.ShouldContain("1     1.2.2  1.2.3  3 of 3 change  1           unsafe");
        run.Lines.ShouldContain("2     1.2.2  1.2.3  3 of 3 change  1           unsafe");
        run.Lines.ShouldContain("1.2.2 -> 1.2.3: 1 migration runs; UNSAFE to roll back afterwards");
        run.Lines.ShouldContain(line => line.StartsWith("forms.0003_reviewer  AddField Form.reviewer"));
        run.Lines[^2].ShouldBe("No problems found for 1.2.3.");
        fleet["north"].Requests.Skip(requests).Where(request => request.IsWrite).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_says_what_old_pods_meet_and_what_the_migrations_lock()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);

        var run = (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);

        var text = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        text.ShouldContain(
            "While pods are replaced: - between migrate and verify, pods of 1.2.2 add rows to forms_form without reviewer, which must not be empty (forms.0003_reviewer)"
        );
        text.ShouldContain(
            "While the migrations run: - forms.0003_reviewer: blocks reads and writes of forms_form briefly."
        );
    }

    [Fact]
    public async Task Of_another_database_no_locks_are_told()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);
        await File.AppendAllTextAsync(
            fleet.FleetFilePath,
            "\ndatabase: mysql\n",
            TestContext.Current.CancellationToken
        );

        var run = (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("What they lock is not told: the fleet file says database: mysql");
        run.Output.ShouldNotContain("blocks reads");
    }

    [Fact]
    public async Task A_release_says_before_it_migrates_what_old_pods_meet_and_the_record_keeps_it()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        var told = run.Record.Migrations.ShouldHaveSingleItem().Rollout.ShouldNotBeNull().ShouldHaveSingleItem();
        told.ShouldStartWith("between migrate and verify, pods of 1.2.2 add rows to forms_form without reviewer");
        run.Output.ShouldContain($"warning: {told}");
        run.Record.Migrations[0]
            .Migrations[0]
            .Operations[0]
            .Locks.ShouldNotBeNull()
            .Blocks.ShouldBe(Blocked.Everything);
    }

    [Fact]
    public async Task A_plan_is_one_json_document_with_all_that_speaks_against_it()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        (await fleet.RunAsync("SetImage", "--exclusive", "--regions=north")).ShouldEndWith(ExitCode.Done);
        fleet["south"].Faults.Add(FaultKind.LockHeld);

        var run = (await fleet.RunAsync("Plan", "--output=json")).ShouldEndWith(ExitCode.Refused);

        var plan = run.Plan;
        (PlanFormat.Write(plan) + Environment.NewLine).ShouldBe(run.Output);
        plan.Findings.ShouldHaveSingleItem().ShouldStartWith("south: the deploy lock is held by someone-else@laptop");
        (plan.Tag, plan.IsClear).ShouldBe((TagState.Missing, false));
        plan.Images.Select(image => image.State).ShouldBe([ImageState.Published, ImageState.Published]);
        var (north, south) = (plan.Regions[0], plan.Regions[1]);
        (north.From, north.Changes.Count, north.Unchanged.Count, north.Lock).ShouldBe(("1.2.3", 0, 3, null));
        (south.From, south.Changes.Count, south.Wave).ShouldBe(("1.2.2", 3, 2));
        south.Changes[0].To.ShouldBe($"{fleet.Image}:1.2.3");
        plan.Migrations.ShouldHaveSingleItem().Regions.ShouldBe(["south"]);
    }

    [Fact]
    public async Task A_checkout_that_cannot_be_read_hides_nothing_of_the_regions()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        await File.WriteAllTextAsync(
            fleet.Kubeconfig,
            fleet["north"].Kubeconfig,
            TestContext.Current.CancellationToken
        );
        fleet["north"].Faults.Add(FaultKind.LockHeld);
        using var elsewhere = new TemporaryFolder();

        var run = (await fleet.RunAsync("Plan", $"--app={elsewhere.Path}")).ShouldEndWith(ExitCode.Refused);

        run.Lines.ShouldContain(line => line.StartsWith('-') && line.Contains("is no git checkout"));
        run.Lines.ShouldContain(line => line.StartsWith("- north: the deploy lock is held by"));
        run.Lines.ShouldContain(line => line.StartsWith('-') && line.Contains("no context 'south'"));
        run.Lines.ShouldContain("3 problems found for 1.2.3:");
    }

    [Fact]
    public async Task Every_workload_that_is_wrong_is_a_finding_of_its_own()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Change("north", "deployments.apps", "static", json => json["metadata"]!["labels"]!["image"] = "other");
        fleet.Change(
            "north",
            "deployments.apps",
            "web",
            json =>
            {
                foreach (var container in json["spec"]!["template"]!["spec"]!["containers"]!.AsArray())
                    container!["image"] = "elsewhere.io/app:1";
                json["spec"]!["template"]!["spec"]!.AsObject().Remove("initContainers");
            }
        );

        var run = (await fleet.RunAsync("Preflight")).ShouldEndWith(ExitCode.Refused);

        run.Output.ShouldContain("north: no Deployment has the label image=mat-cms-static");
        run.Output.ShouldContain("north: Deployment web is selected by 'image=megforms' but runs no image of");
    }
}
