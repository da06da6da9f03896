using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>Migration Jobs that are not as ours: what a person sees of them.</summary>
public sealed class ForeignMigrationsTests
{
    [Theory]
    [InlineData("registry.example/client:1")]
    [InlineData("$IMAGE:$VERSION")]
    public async Task An_init_container_that_fails_is_named_with_its_exit_code_and_its_log(string image)
    {
        await using var fleet = await StagedFleet.WithJobAsync(
            $"""
            spec:
              backoffLimit: 1
              template:
                spec:
                  restartPolicy: Never
                  initContainers:
                    - {"{"} name: wait-for-database, image: "{image}", command: [sh, -c, "exit 7"] {"}"}
                  containers:
                    - {"{"} name: migration, image: "$IMAGE:$VERSION", command: [python, manage.py, migrate] {"}"}
            """
        );
        fleet["north"].ServiceScript = start =>
            start.Container == "wait-for-database"
                ? ContainerProgram.Exits(7, "database: no response")
                : ContainerScripts.Service(start);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Stage.ShouldBe(Stage.Migrate);
        failure.Message.ShouldContain("init container wait-for-database ended with exit code 7");
        failure.Log.ShouldContain("database: no response");
        failure.NextStep.ShouldBe(
            $"kubectl --context north --namespace default logs {failure.Pod} --container=wait-for-database"
        );
        run.Output.ShouldContain("FAILED: Job migration failed: ");
    }

    [Fact]
    public async Task A_container_beside_the_migration_that_fails_is_named_too()
    {
        await using var fleet = await StagedFleet.WithJobAsync(
            """
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - { name: migration, image: "$IMAGE:$VERSION", command: [python, manage.py, migrate] }
                    - { name: proxy, image: "registry.example/proxy:1" }
            """
        );
        fleet["north"].ServiceScript = start =>
            start.Container == "proxy"
                ? ContainerProgram.Exits(3, "proxy: no credentials")
                : ContainerScripts.Service(start);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Message.ShouldContain("container proxy ended with exit code 3");
        failure.Log.ShouldBe(["proxy: no credentials"]);
    }

    [Fact]
    public async Task A_Job_that_somebody_has_suspended_is_told_at_once_with_who_did()
    {
        await using var fleet = await StagedFleet.WithJobAsync(
            """
            spec:
              suspend: true
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - { name: migration, image: "$IMAGE:$VERSION", command: [python, manage.py, migrate] }
            """
        );

        var run = await fleet.RunAsync("Deploy", "--migration-timeout=2s");

        run.ShouldEndWith(ExitCode.Failed);
        run.Output.ShouldContain("trouble: Job migration: Suspended: spec.suspend is set");
        run.Region("north").Failure!.Message.ShouldContain("it shows Suspended: spec.suspend is set");
    }
}
