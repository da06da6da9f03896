using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>A migration's Job with <c>activeDeadlineSeconds</c>, after which it ends itself.</summary>
public sealed class OwnDeadlineTests
{
    private const string Warning = "in the middle of a migration: raise activeDeadlineSeconds below spec";

    [Theory]
    [InlineData("activeDeadlineSeconds: 3600", "--migration-timeout=3h", 1)]
    [InlineData("activeDeadlineSeconds: 60", "--migration-timeout=90s", 1)]
    [InlineData("activeDeadlineSeconds: 3600", "--migration-timeout=1h", 0)]
    [InlineData("activeDeadlineSeconds: 600", "--tail-migration", 0)]
    [InlineData("completions: 1", "--migration-timeout=3h", 0)]
    public async Task A_larger_limit_of_the_run_is_warned_of_once(string line, string argument, int warnings)
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        var manifest = Path.Combine(fleet.Kubernetes, "jobs", "migration.yaml");
        var text = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
        const string own = "activeDeadlineSeconds: 3600";
        text.ShouldContain(own);
        fleet.WriteManifest("jobs/migration.yaml", text.Replace(own, line, StringComparison.Ordinal));

        var run = (await fleet.RunAsync("Preflight", argument)).ShouldEndWith(ExitCode.Done);

        run.Lines.Count(each => each.Contains(Warning, StringComparison.Ordinal)).ShouldBe(warnings);
    }

    [Fact]
    public async Task The_warning_says_both_limits()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        (await fleet.RunAsync("Preflight", "--migration-timeout=3h"))
            .ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("migration.yaml: --migration-timeout is 3h, but the Job ends itself after 1h, ");
    }

    [Fact]
    public async Task A_Job_that_has_ended_itself_leads_to_the_field_that_made_it()
    {
        await using var fleet = await StagedFleet.WithJobAsync(
            """
            spec:
              activeDeadlineSeconds: 5
              podReplacementPolicy: Failed
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: migration
                      image: "$IMAGE:$VERSION"
                      command: [python, manage.py, migrate]
            """
        );
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("step 1");

        var run = (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure!;
        (failure.Stage, failure.Reason).ShouldBe((Stage.Migrate, "DeadlineExceeded"));
        failure
            .NextStep.ShouldNotBeNull()
            .ShouldMatch(
                "^raise activeDeadlineSeconds \\(5\\) in .*migration.yaml, then run the same command again: Django applies"
            );
    }
}
