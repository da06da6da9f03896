using Drill.Faults;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>
/// A Job whose time to live passes while nobody can look: the API was away, and when it is back the Job is gone.
/// </summary>
public sealed class ExpiredUnseenTests
{
    private const string Spec = """
        spec:
          backoffLimit: 0
          ttlSecondsAfterFinished: 5
          template:
            spec:
              restartPolicy: Never
              containers:
                - { name: migration, image: "$IMAGE:$VERSION", command: [python, manage.py, migrate] }
        """;

    [Fact]
    public async Task That_it_was_complete_is_known_by_what_its_controller_said()
    {
        var (run, fleet) = await GoneWhileAwayAsync(0);
        await using var _ = fleet;

        run.ShouldEndWith(ExitCode.Done);
        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
        run.Output.ShouldContain("Job migration is gone, but its controller had said Completed: Job completed before");
        (await fleet.RunAsync("Deploy")).StageOf("north", Stage.Migrate).ShouldBe(Outcome.Skipped);
    }

    [Fact]
    public async Task That_it_failed_is_known_the_same_way()
    {
        var (run, fleet) = await GoneWhileAwayAsync(1);
        await using var _ = fleet;

        var failure = run.ShouldEndWith(ExitCode.Failed).Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("BackoffLimitExceeded");
        failure.Message.ShouldStartWith("Job migration failed and is gone: ");
        failure.Log.ShouldContain("step 1");
    }

    [Fact]
    public async Task Where_that_is_gone_too_it_is_not_known_and_the_time_to_live_is_named()
    {
        var (run, fleet) = await GoneWhileAwayAsync(0, "events");
        await using var _ = fleet;

        var failure = run.ShouldEndWith(ExitCode.Failed).Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("JobGone");
        failure.Message.ShouldContain("how it ended is not known");
        failure.Message.ShouldContain("its manifest has ttlSecondsAfterFinished: 5");
        failure.NextStep!.ShouldContain("give ttlSecondsAfterFinished some hours");
    }

    private static async Task<(FinishedRun Run, StagedFleet Fleet)> GoneWhileAwayAsync(
        int exitCode,
        string? lost = null
    )
    {
        var fleet = await StagedFleet.WithJobAsync(Spec);
        var cluster = fleet["north"];
        cluster.MigrationScript = _ =>
            ContainerProgram.Exits(exitCode, [.. Enumerable.Range(1, 20).Select(number => $"step {number}")]);
        Task? back = null;
        var run = await fleet.RunAsync(Watch, "--tail-migration");
        await back.ShouldNotBeNull();
        return (run, fleet);

        void Watch(string line)
        {
            if (back is not null || !line.EndsWith("step 1", StringComparison.Ordinal))
                return;
            cluster.Faults.Add(FaultKind.ApiDown);
            back = ComeBackAsync();
        }

        async Task ComeBackAsync()
        {
            while (cluster.Get("jobs.batch", "migration") is not null)
                await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
            if (lost is not null)
                foreach (var each in cluster.GetAll(lost))
                    cluster.Delete(lost, each["metadata"]!["name"]!.GetValue<string>());
            // Else the watches would be told what they have missed.
            cluster.Compact();
            cluster.Faults.Remove(FaultKind.ApiDown);
        }
    }
}
