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
    public async Task A_native_sidecar_that_keeps_the_migration_from_starting_is_told_long_before_the_limit()
    {
        await using var fleet = await StagedFleet.WithJobAsync(
            """
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  initContainers:
                    - name: proxy
                      image: "registry.example/proxy:1"
                      restartPolicy: Always
                      startupProbe: { tcpSocket: { port: 5432 } }
                  containers:
                    - { name: migration, image: "$IMAGE:$VERSION", command: [python, manage.py, migrate] }
            """
        );
        fleet["north"].ServiceScript = start =>
            start.Container == "proxy"
                ? ContainerProgram.Crashes(3, "proxy: no credentials")
                : ContainerScripts.Service(start);

        var run = (await fleet.RunInHasteAsync(_ => { }, "--migration-timeout=1h")).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("CrashLoopBackOff");
        failure.Message.ShouldStartWith("Job migration cannot start: container proxy ended ");
        failure.Message.ShouldContain("with exit code 3");
        failure.Log.ShouldContain("proxy: no credentials");
        failure.NextStep.ShouldBe(
            $"kubectl --context north --namespace default logs {failure.Pod} --container=proxy --previous"
        );
    }

    [Fact]
    public async Task A_Secret_that_cannot_be_mounted_is_trouble_at_once_and_a_failure_with_its_events()
    {
        await using var fleet = await StagedFleet.WithJobAsync(
            """
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: migration
                      image: "$IMAGE:$VERSION"
                      command: [python, manage.py, migrate]
                      volumeMounts: [ { name: db, mountPath: /db } ]
                  volumes:
                    - { name: db, secret: { secretName: megforms-db } }
            """
        );

        var run = (await fleet.RunInHasteAsync(_ => { }, "--migration-timeout=1h")).ShouldEndWith(ExitCode.Failed);

        run.Output.ShouldContain("trouble: Job migration: FailedMount: ");
        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("FailedMount");
        failure.Message.ShouldContain("secret \"megforms-db\" not found");
        failure.Events.ShouldContain(line => line.StartsWith("FailedMount: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_claim_that_nobody_made_is_named()
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
                  volumes:
                    - { name: media, persistentVolumeClaim: { claimName: media } }
            """
        );

        var run = (await fleet.RunInHasteAsync(_ => { }, "--migration-timeout=1h")).ShouldEndWith(ExitCode.Failed);

        run.Output.ShouldContain("persistentvolumeclaim \"media\" not found");
        run.Output.ShouldContain("; fatal if it lasts 1");
        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("Unschedulable");
        failure.Message.ShouldContain("persistentvolumeclaim \"media\" not found");
        failure.NextStep.ShouldBe("kubectl --context north --namespace default get persistentvolumeclaims");
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
