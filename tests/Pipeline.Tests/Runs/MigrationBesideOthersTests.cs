using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>
/// A container beside the migration that never ends, and Jobs that are gone before their end was seen.
/// </summary>
public sealed class MigrationBesideOthersTests
{
    private const string Proxy = """
        spec:
          backoffLimit: 1
          template:
            spec:
              restartPolicy: Never
              containers:
                - { name: migration, image: "$IMAGE:$VERSION", command: [python, manage.py, migrate] }
                - { name: database-proxy, image: "registry.example/database-proxy:2" }
        """;

    [Fact]
    public async Task A_sidecar_that_never_ends_does_not_keep_a_migration_from_being_done()
    {
        await using var fleet = await StagedFleet.WithJobAsync(Proxy);
        fleet["north"].MigrationScript = ContainerScripts.Migration;

        var run = (await fleet.RunInHasteAsync(_ => { })).ShouldEndWith(ExitCode.Done);

        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
        run.Output.ShouldContain(
            "trouble: Job migration: container migration ended with exit code 0, but database-proxy beside it goes on"
        );
        run.Output.ShouldContain("since database-proxy does not end by itself");
        (await fleet.RunAsync("Deploy")).StageOf("north", Stage.Migrate).ShouldBe(Outcome.Skipped);
    }

    [Fact]
    public async Task A_migration_that_fails_beside_a_sidecar_is_told_with_its_log_and_the_Job_is_ended()
    {
        await using var fleet = await StagedFleet.WithJobAsync(Proxy);
        fleet["north"].MigrationScript = _ => ContainerProgram.Exits(1, "no such table");

        var run = (await fleet.RunInHasteAsync(_ => { })).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("MigrationFailed");
        failure.Message.ShouldStartWith("Job migration failed: container migration ended with exit code 1");
        failure.Log.ShouldBe(["no such table"]);

        // Nothing holds the fixed migration up.
        fleet["north"].MigrationScript = ContainerScripts.Migration;
        var next = (await fleet.RunInHasteAsync(_ => { })).ShouldEndWith(ExitCode.Done);
        next.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
    }

    [Fact]
    public async Task A_sidecar_that_ends_a_moment_later_is_waited_for()
    {
        await using var fleet = await StagedFleet.WithJobAsync(Proxy);
        fleet["north"].ServiceScript = start =>
            start.Container == "database-proxy"
                ? ContainerProgram.Exits(0, [.. Enumerable.Range(1, 12).Select(number => $"proxy {number}")])
                : ContainerScripts.Service(start);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldNotContain("does not end by itself");
        fleet["north"].Get("jobs.batch", "migration").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_Job_that_goes_as_soon_as_it_has_ended_has_migrated()
    {
        await using var fleet = await StagedFleet.WithJobAsync(
            Proxy.Replace("backoffLimit: 1", "ttlSecondsAfterFinished: 0", StringComparison.Ordinal)
        );
        fleet["north"].ServiceScript = start =>
            start.Container == "database-proxy"
                ? ContainerProgram.Exits(0, [.. Enumerable.Range(1, 12).Select(number => $"proxy {number}")])
                : ContainerScripts.Service(start);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
        (await fleet.RunAsync("Deploy")).StageOf("north", Stage.Migrate).ShouldBe(Outcome.Skipped);
    }

    [Theory]
    [InlineData("backoffLimit: 1", "JobDeleted", "was deleted by somebody else while it ran")]
    [InlineData("ttlSecondsAfterFinished: 5", "JobGone", "its manifest has ttlSecondsAfterFinished: 5")]
    public async Task A_Job_that_is_gone_in_mid_run_is_told_as_not_known(string line, string reason, string words)
    {
        await using var fleet = await StagedFleet.WithJobAsync(
            Proxy.Replace("backoffLimit: 1", line, StringComparison.Ordinal)
        );
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("step 1");
        var isDeleted = false;

        var run = await fleet.RunAsync(Delete, "--tail-migration");

        run.ShouldEndWith(ExitCode.Failed);
        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe(reason);
        failure.Message.ShouldContain(words);
        failure.Message.ShouldContain("how it ended is not known");
        failure.NextStep!.ShouldContain("run the same command again: Django applies only what is missing");

        fleet["north"].MigrationScript = ContainerScripts.Migration;
        var next = (await fleet.RunInHasteAsync(_ => { })).ShouldEndWith(ExitCode.Done);
        next.Output.ShouldContain("its Job is gone: how it ended is not known; Django applies only what is missing");

        void Delete(string text)
        {
            if (isDeleted || !text.EndsWith("step 1", StringComparison.Ordinal))
                return;
            isDeleted = true;
            fleet["north"].Delete("jobs.batch", "migration");
        }
    }
}
