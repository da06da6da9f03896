using System.Text.Json.Nodes;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Jobs;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>What becomes of a migration while a person thinks about whether to end it.</summary>
public sealed class AnsweredLateTests
{
    private const string AsksDatabase = "./build.sh --target=Status --schema --regions=north";

    [Theory]
    [InlineData(0, MigrationState.Done, "Job migration has succeeded by now")]
    [InlineData(1, MigrationState.Failed, "Job migration has failed by now")]
    public async Task A_migration_that_has_ended_by_itself_stays_as_it_has_ended(
        int exitCode,
        MigrationState noted,
        string words
    )
    {
        await using var fleet = await MigratingAsync();
        var job = fleet.JobOf("north");

        var run = await fleet.AskedAsync(End, "CancelMigration", "--regions=north");

        run.ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain($"nothing was ended: {words}: ./build.sh --target=Status --regions=north");
        run.Output.ShouldNotContain("was under way");
        run.Region("north").Outcome.ShouldBe(Outcome.Skipped);
        fleet.JobOf("north").ShouldBe(job);
        fleet.NoteOf("north").ShouldNotBeNull().State.ShouldBe(noted);
        await ShouldNotBeInHistoryAsync(fleet);

        string End()
        {
            fleet["north"].MigrationScript = _ => ContainerProgram.Exits(exitCode, "the second attempt");
            Drain(fleet);
            Wait(() => HasEnded(fleet["north"].Get("jobs.batch", "migration")!));
            // As the release does that waits for it.
            fleet.ChangeNote("north", note => note with { State = noted });
            return "y";
        }
    }

    [Theory]
    [InlineData(true, "another Job migration has taken its place by now")]
    [InlineData(false, "Job migration is gone by now")]
    public async Task A_Job_that_came_after_it_is_left_alone(bool isReplaced, string words)
    {
        await using var fleet = await MigratingAsync();

        var run = await fleet.AskedAsync(Replace, "CancelMigration", "--regions=north");

        run.ShouldEndWith(isReplaced ? ExitCode.Refused : ExitCode.Done)
            .Output.ShouldContain($"north: nothing was ended: {words}: ");
        // Whoever goes on after a 0 would go on beside a migration.
        run.ToString().Contains("CancelMigration --regions=north", StringComparison.Ordinal).ShouldBe(isReplaced);
        fleet.NoteOf("north").ShouldNotBeNull().State.ShouldBe(MigrationState.Begun);
        var job = fleet["north"].Get("jobs.batch", "migration");
        (job is not null && job["metadata"]!["deletionTimestamp"] is null).ShouldBe(isReplaced);
        await ShouldNotBeInHistoryAsync(fleet);

        string Replace()
        {
            fleet["north"].Delete("jobs.batch", "migration");
            if (isReplaced)
                fleet.MigrateByHand("north", StagedFleet.To);
            return "y";
        }
    }

    [Fact]
    public async Task What_it_leaves_is_what_it_had_done_when_the_answer_came()
    {
        await using var fleet = await MigratingAsync();

        var run = await fleet.AskedAsync(GoOn, "CancelMigration", "--regions=north");

        run.ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain(
                "done so far: 1 migration: audits.0041_audit_archived; under way: audits.0042_rewrite"
            );
        run.Output.ShouldContain(
            "is gone. done so far: 2 migrations: audits.0041_audit_archived, audits.0042_rewrite; under way: audits.0043_index. audits.0043_index was under way: it may still have been completed"
        );
        run.Lines.ShouldContain(line => line.EndsWith(AsksDatabase, StringComparison.Ordinal));

        string GoOn()
        {
            var before = RunningPodOf(fleet);
            fleet["north"].MigrationScript = _ =>
                Logs(
                    "Running migrations:",
                    "  Applying audits.0041_audit_archived... OK",
                    "  Applying audits.0042_rewrite... OK",
                    "  Applying audits.0043_index..."
                );
            Drain(fleet);
            Wait(() => RunningPodOf(fleet) is { } now && now != before);
            return "y";
        }
    }

    [Theory]
    [InlineData(null, "migration", "The same version again applies only what is missing.")]
    [InlineData(
        "1.2.2",
        "migration-unapply-1",
        "./build.sh --target=Rollback --version=1.2.2 --unapply-migrations --regions=north goes on with this step."
    )]
    public async Task What_comes_next_depends_on_the_direction(string? back, string name, string next)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].MigrationScript = _ => Logs("Running migrations:");
        fleet.MigrateByHand("north", StagedFleet.To, back, name);

        var run = (await fleet.RunAsync("CancelMigration", "--regions=north")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain($"north: Job {name} is gone. ");
        run.Output.ShouldContain(next);
    }

    private static async Task<StagedFleet> MigratingAsync()
    {
        var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].MigrationScript = _ =>
            Logs(
                "Running migrations:",
                "  Applying audits.0041_audit_archived... OK",
                "  Applying audits.0042_rewrite..."
            );
        var run = await fleet.RunAsync("MigrateCluster", "--exclusive", "--migration-timeout=2s");
        run.ShouldEndWith(ExitCode.Failed);
        return fleet;
    }

    private static ContainerProgram Logs(params IReadOnlyList<string> lines) => new(lines, null) { AtOnce = true };

    // The Job makes another pod.
    private static void Drain(StagedFleet fleet) => fleet["north"].Evict(RunningPodOf(fleet)!);

    private static string? RunningPodOf(StagedFleet fleet) =>
        fleet["north"]
            .GetAll("pods")
            .Where(pod =>
                pod["metadata"]!["labels"]?["job-name"] is not null
                && pod["metadata"]!["deletionTimestamp"] is null
                && pod["status"]?["phase"]?.GetValue<string>() == "Running"
            )
            .Select(pod => pod["metadata"]!["name"]!.GetValue<string>())
            .SingleOrDefault();

    private static bool HasEnded(JsonObject job) =>
        job["status"]?["conditions"]?.AsArray() is { } conditions
        && conditions.Any(each => each!["type"]!.GetValue<string>() is "Complete" or "Failed");

    private static void Wait(Func<bool> condition) =>
        SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(1)).ShouldBeTrue();

    private static async Task ShouldNotBeInHistoryAsync(StagedFleet fleet)
    {
        var run = (await fleet.RunAsync("History", "--output=json")).ShouldEndWith(ExitCode.Done);
        run.History.Entries.ShouldNotContain(entry => entry.Target == "CancelMigration");
    }
}
