using System.Text.Json.Nodes;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Rollbacks;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Tests.Runs;

/// <summary>Somebody else releases between the checks of a run and its turn in a region.</summary>
public sealed class ReleasedMeanwhileTests
{
    [Fact]
    public async Task A_newer_version_that_came_while_an_earlier_wave_went_on_stays()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");

        var run = await fleet.RunAsync(line =>
        {
            if (line.Contains("[north]", StringComparison.Ordinal))
                SetTag(fleet, "south", "1.3.0");
        });

        ShouldHaveStayed(run, "south", "what is served has changed to a newer version, 1.3.0, since this run's checks");
        run.Region("north").Outcome.ShouldBe(Outcome.Succeeded);
        TagOf(fleet, "south").ShouldBe("1.3.0");
        run.Region("south").Live.ShouldBe("mixed 1.2.2/1.3.0");
    }

    [Fact]
    public async Task A_newer_version_that_came_while_it_was_asked_stays_unless_it_may_go_back()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.AskedAsync(YesAfter(() => SetTag(fleet, "north", "1.3.0")), "Deploy");

        ShouldHaveStayed(run, "north", "what is served has changed to a newer version, 1.3.0,");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused);
        SetTag(fleet, "north", "1.2.2");
        (
            await fleet.AskedAsync(YesAfter(() => SetTag(fleet, "north", "1.3.0")), "Deploy", "--allow-downgrade")
        ).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task The_same_or_an_older_version_that_came_meanwhile_is_released_to()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");

        var run = await fleet.AskedAsync(
            YesAfter(() =>
            {
                SetTag(fleet, "north", "1.2.3");
                SetTag(fleet, "south", "1.2.1");
            }),
            "Deploy"
        );

        run.ShouldEndWith(ExitCode.Done);
        (TagOf(fleet, "north"), TagOf(fleet, "south")).ShouldBe(("1.2.3", "1.2.3"));
    }

    [Fact]
    public async Task A_version_that_was_taken_back_meanwhile_does_not_come_again()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        SetTag(fleet, "north", "1.2.3");

        var run = await fleet.AskedAsync(YesAfter(() => SetTag(fleet, "north", "1.2.2")), "Deploy");

        ShouldHaveStayed(run, "north", "what is served was taken back from 1.2.3 to 1.2.2 since this run's checks");
        TagOf(fleet, "north").ShouldBe("1.2.2");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_database_that_was_taken_back_meanwhile_is_not_migrated_again()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3", SampleMigrations.Clear);
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.3")).ShouldEndWith(ExitCode.Done);

        var run = await fleet.AskedAsync(
            YesAfter(() =>
                Task.Run(() => fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations"))
                    .GetAwaiter()
                    .GetResult()
                    .ShouldEndWith(ExitCode.Done)
            ),
            "Deploy",
            "--version=1.2.3"
        );

        ShouldHaveStayed(run, "north", "the database was taken back from 1.2.3 to 1.2.2 since this run's checks");
    }

    [Fact]
    public async Task Nothing_goes_back_from_what_was_not_judged()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear);
        await fleet.ServeAsync("north", "1.2.4");

        var run = await fleet.AskedAsync(
            YesAfter(() => SetTag(fleet, "north", "1.3.0")),
            "Rollback",
            "--version=1.2.2"
        );

        ShouldHaveStayed(run, "north", "what is served has changed from 1.2.4 to mixed 1.2.4/1.3.0");
        TagOf(fleet, "north").ShouldBe("1.3.0");
    }

    [Fact]
    public async Task Nothing_goes_back_on_a_schema_that_was_not_judged()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear);
        await fleet.PublishAsync("1.2.5", SampleMigrations.Unsafe);
        await fleet.ServeAsync("north", "1.2.4");

        var run = await fleet.AskedAsync(
            YesAfter(() =>
                Task.Run(() => fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.5"))
                    .GetAwaiter()
                    .GetResult()
                    .ShouldEndWith(ExitCode.Done)
            ),
            "Rollback",
            "--version=1.2.2"
        );

        ShouldHaveStayed(run, "north", "the database's version has changed from an unknown one to 1.2.5");
        TagOf(fleet, "north").ShouldBe("1.2.4");
    }

    [Fact]
    public async Task A_way_back_that_went_further_meanwhile_is_not_worked_against()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3", SampleMigrations.Clear);
        await fleet.PublishAsync("1.2.4", MigratedFleet.Billing);
        await fleet.ServeAsync("north", "1.2.4");
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.4")).ShouldEndWith(ExitCode.Done);
        fleet["north"].MigrationScript = start =>
            start.Command.Contains("forms")
                ? ContainerProgram.Crashes(1, "rows are in the way")
                : ContainerProgram.Exits(0, "done");

        var run = await fleet.AskedAsync(
            YesAfter(() =>
                Task.Run(() => fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations"))
                    .GetAwaiter()
                    .GetResult()
                    .ShouldEndWith(ExitCode.Failed)
            ),
            "Rollback",
            "--version=1.2.3"
        );

        ShouldHaveStayed(run, "north", "a way back to 1.2.2 was begun since this run's checks");
    }

    private static void ShouldHaveStayed(FinishedRun run, string region, string change)
    {
        var failure = run.ShouldEndWith(ExitCode.Failed).Region(region).Failure.ShouldNotBeNull();
        (failure.Stage, failure.Reason).ShouldBe((null, "ChangedMeanwhile"));
        failure.Message.ShouldStartWith(change);
        failure.Message.ShouldEndWith("This run has changed nothing here");
        run.Region(region).Stages.ShouldBeEmpty();
        run.Region(region).Outcome.ShouldBe(Outcome.Failed);
    }

    private static Func<string?> YesAfter(Action act) =>
        () =>
        {
            act();
            return "y";
        };

    private static void SetTag(StagedFleet fleet, string region, string tag) =>
        fleet.Change(
            region,
            "deployments.apps",
            "web",
            json => ContainerOf(fleet, json)["image"] = $"{fleet.Image}:{tag}"
        );

    private static string TagOf(StagedFleet fleet, string region) =>
        ContainerOf(fleet, fleet[region].Get("deployments.apps", "web")!)["image"]!.GetValue<string>().Split(':')[^1];

    // Beside it runs one of the same repository, with the static files.
    private static JsonNode ContainerOf(StagedFleet fleet, JsonNode web) =>
        web["spec"]!["template"]!["spec"]!["containers"]!
            .AsArray()
            .Single(container =>
                ReleaseVersion.TryParse(container!["image"]!.GetValue<string>()[(fleet.Image.Length + 1)..]) is not null
            )!;
}
