using System.Globalization;
using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Releases.Records;

namespace Cluster.Tests;

/// <summary>
/// States that people meet on clusters of their own, with a kubelet that really runs, mounts and waits. How long each
/// took to be known stands in the test's output.
/// </summary>
public sealed class ForeignStatesTests(StackFixture stack)
{
    private const string Migration = """
                - name: migration
                  image: "$IMAGE:$VERSION"
                  command: ["/app/manage.py", "migrate", "--no-input"]
                  envFrom: [ { secretRef: { name: database } } ]
        """;

    [Fact]
    public async Task A_sidecar_that_never_ends_does_not_keep_a_migration_from_being_done()
    {
        await using var application = await MigratingAsync(
            "backoffLimit: 0",
            $$"""
                  containers:
            {{Migration}}
                    - { name: proxy, image: "$IMAGE/sidecar:1", command: ["/busybox", "sleep", "3600"] }
            """
        );

        var run = await application.RunAsync("MigrateCluster", "1.2.3", "--exclusive");

        run.ShouldSucceed().ShouldSay("container migration ended with exit code 0, but proxy beside it goes on");
        Note(run, "a sidecar that never ends", Stage.Migrate);
        var again = await application.RunAsync("MigrateCluster", "1.2.3", "--exclusive");
        again.Stage("north", Stage.Migrate).Outcome.ShouldBe(Outcome.Skipped);
    }

    [Fact]
    public async Task An_init_container_that_fails_is_named_with_its_exit_code_and_its_log()
    {
        await using var application = await MigratingAsync(
            "backoffLimit: 0",
            $$"""
                  initContainers:
                    - { name: wait-for-db, image: "$IMAGE/sidecar:1", command: ["/busybox", "sh", "-c", "echo no response; exit 7"] }
                  containers:
            {{Migration}}
            """
        );

        var run = await application.RunAsync("MigrateCluster", "1.2.3", "--exclusive");

        var failure = run.ShouldFail().Failure("north");
        failure.Reason.ShouldBe("BackoffLimitExceeded");
        failure.Message.ShouldContain("init container wait-for-db ended with exit code 7");
        failure.Log.ShouldBe(["no response"]);
        failure.NextStep!.ShouldEndWith($" logs {failure.Pod} --container=wait-for-db");
        Note(run, "an init container that fails", Stage.Migrate);
    }

    [Fact]
    public async Task A_Secret_that_is_missing_is_named_and_not_waited_for_until_the_limit()
    {
        await using var application = await MigratingAsync(
            "backoffLimit: 0",
            """
                  containers:
                    - name: migration
                      image: "$IMAGE:$VERSION"
                      command: ["/app/manage.py", "migrate", "--no-input"]
                      volumeMounts: [ { name: settings, mountPath: /settings } ]
                  volumes: [ { name: settings, secret: { secretName: megforms-db } } ]
            """
        );

        var run = await application.RunAsync("MigrateCluster", "1.2.3", "--exclusive");

        var failure = run.ShouldFail().Failure("north");
        failure.Reason.ShouldBe("FailedMount");
        failure.Message.ShouldContain("secret \"megforms-db\" not found");
        failure.Events.ShouldContain(line => line.StartsWith("FailedMount: ", StringComparison.Ordinal));
        failure.NextStep!.ShouldEndWith($" describe pod {failure.Pod}");
        run.ShouldSay("trouble: Job migration: FailedMount: ");
        Note(run, "a Secret that is missing", Stage.Migrate);
    }

    [Fact]
    public async Task A_StatefulSet_that_is_stuck_in_order_goes_back_by_itself()
    {
        await using var application = await stack.RunningAsync(
            new SampleSetup
            {
                Manifests = ["ordered"],
                Workloads = """  - { selector: image=megforms, kinds: [StatefulSet], tag: "{version}" }""",
            }
        );
        await application.Checkout.CommitAsync("project/wsgi.py", "print('no broker')\nraise SystemExit(3)\n");

        var run = await application.ReleaseAsync("1.2.3", "--on-failure=rollback");

        var failure = run.ShouldFail().Failure("north");
        failure.Reason.ShouldBe("CrashLoopBackOff");
        failure.Pod.ShouldBe("store-1");
        failure.Log.ShouldContain("no broker");
        run.Stage("north", Stage.Restore).Outcome.ShouldBe(Outcome.Succeeded, run.Output);
        run.ShouldSay("removing pod store-1, which failed to start and which the StatefulSet waits for");
        (await application["north"].RunningImagesAsync()).ShouldBe([$"{application.Image}:1.2.2"]);
        Note(run, "a StatefulSet stuck in order", Stage.Verify);
        Note(run, "its way back", Stage.Restore);
    }

    [Fact]
    public async Task A_Job_that_goes_five_seconds_after_its_end_has_migrated()
    {
        await using var application = await MigratingAsync(
            "ttlSecondsAfterFinished: 5",
            $"      containers:\n{Migration}"
        );

        var run = await application.RunAsync("MigrateCluster", "1.2.3", "--exclusive");

        run.ShouldSucceed();
        Note(run, "a Job that expires", Stage.Migrate);
        await Eventually.BecomesTrueAsync(
            "end of the migration Job's life",
            async () => await application["north"].MigrationAsync() is null
        );
        var again = await application.RunAsync("MigrateCluster", "1.2.3", "--exclusive");
        again.ShouldSucceed().Stage("north", Stage.Migrate).Outcome.ShouldBe(Outcome.Skipped);
    }

    private async Task<SampleApplication> MigratingAsync(string line, string pod)
    {
        var application = await stack.RunningAsync(SampleSetup.Small("north"));
        await application.Checkout.CommitAsync(
            Path.Combine("kubernetes", "jobs", "migration.yaml"),
            $$"""
            apiVersion: batch/v1
            kind: Job
            metadata: { name: migration }
            spec:
              {{line}}
              template:
                spec:
                  restartPolicy: Never
                  terminationGracePeriodSeconds: 1
            {{pod}}
            """
        );
        await application.PublishAsync("1.2.3");
        return application;
    }

    private static void Note(ReleaseRun run, string what, Stage stage) =>
        TestContext.Current.SendDiagnosticMessage(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: known after {run.Stage("north", stage).Seconds:0.0} s"
            )
        );
}
