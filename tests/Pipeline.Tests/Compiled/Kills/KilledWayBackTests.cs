using System.Collections.Concurrent;
using Drill.Faults;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Restoring;
using Pipeline.Tests.Rollbacks;
using Releases.Records;

namespace Pipeline.Tests.Compiled.Kills;

/// <summary>Runs that go back, and are killed or come after one that was.</summary>
public sealed class KilledWayBackTests
{
    // The last lines that a run writes before it is killed: in the first step, between the steps, after them.
    [Theory]
    [InlineData("| step 3 of migrate billing")]
    [InlineData("un-apply: step 2 of 2")]
    [InlineData("un-apply: done")]
    public async Task A_run_that_was_killed_is_gone_on_with_and_no_step_runs_twice(string moment)
    {
        var started = new ConcurrentQueue<string>();
        await using var fleet = await MigratedFleet.ServingAsync(SampleMigrations.Clear, MigratedFleet.Billing);
        fleet["north"].MigrationScript = start =>
        {
            var command = MigratedFleet.Command(start);
            started.Enqueue(string.Join(' ', start.Command));
            return ContainerProgram.Exits(0, [.. Enumerable.Range(1, 8).Select(line => $"step {line} of {command}")]);
        };
        using var folder = new TemporaryFolder();
        await using var killed = CompiledCommand.On(
            fleet,
            folder,
            "Rollback",
            "--version=1.2.2",
            "--unapply-migrations",
            "--tail-migration"
        );
        await killed.SaysAsync(moment);
        await killed.KillAsync();

        var run = await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations");

        run.ShouldEndWith(ExitCode.Done).Region("north").Outcome.ShouldBe(Outcome.Succeeded);
        started.ShouldBe([
            "python manage.py migrate billing zero --no-input",
            "python manage.py migrate forms 0002_form_notes --no-input",
        ]);
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");
    }

    [Fact]
    public async Task What_a_killed_run_had_set_goes_back_too()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);
        using var folder = new TemporaryFolder();
        await using var killed = CompiledCommand.On(fleet, folder, "Deploy");
        await killed.SaysAsync("set image: Deployment web");
        await killed.KillAsync();

        var run = (await fleet.RunAsync("Deploy", "--on-failure=rollback")).ShouldEndWith(ExitCode.Failed);

        run.StageOf("north", Stage.Restore).ShouldBe(Outcome.Succeeded, run.ToString());
        RestoreTests.Images(fleet).ShouldBe(["1.2.2", "1.2.2", "1.2.2-static", "1.2.2"]);
    }
}
