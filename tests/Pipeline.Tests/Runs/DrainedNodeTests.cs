using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>A node that is drained while a migration runs on it. Python does not hear the signal to end.</summary>
public sealed class DrainedNodeTests
{
    private const string Waits = "podReplacementPolicy: Failed";
    private const string Warning =
        "a second pod migrates beside the first: set podReplacementPolicy: Failed below spec";

    [Theory]
    [InlineData("jobs/migration.yaml", true)]
    [InlineData("gke/jobs/migration.yaml", true)]
    [InlineData("jobs/migration.yaml", false)]
    public async Task A_second_pod_begins_only_when_the_first_has_ended(string manifest, bool waits)
    {
        await using var fleet = await StagedFleet.StartAsync(
            CommandRun.Pace with
            {
                Stop = TimeSpan.FromSeconds(1),
            },
            "north"
        );
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "kubernetes", manifest),
            TestContext.Current.CancellationToken
        );
        text.ShouldContain(Waits);
        fleet.WriteManifest(
            "jobs/migration.yaml",
            waits ? text : text.Replace(Waits, "completions: 1", StringComparison.Ordinal)
        );
        var together = new ConcurrentQueue<int>();
        fleet["north"].MigrationScript = _ =>
        {
            together.Enqueue(fleet["north"].GetAll("pods").Count(IsAtWork));
            return together.Count == 1
                ? ContainerProgram.Serves("step 1") with
                {
                    StopCode = 137,
                }
                : ContainerProgram.Exits(0, "step 2");
        };
        var isDrained = false;

        var run = (await fleet.RunAsync(Drain, "--tail-migration")).ShouldEndWith(ExitCode.Done);

        together.ShouldBe(waits ? [1, 1] : [1, 2]);
        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
        run.Output.Contains(Warning, StringComparison.Ordinal).ShouldBe(!waits);

        void Drain(string line)
        {
            if (isDrained || !line.EndsWith("step 1", StringComparison.Ordinal))
                return;
            isDrained = true;
            fleet["north"]
                .Evict(fleet["north"].GetAll("pods").First(IsAtWork)["metadata"]!["name"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("backoffLimit: 1", 1)]
    [InlineData("backoffLimit: 0", 0)]
    [InlineData("podReplacementPolicy: TerminatingOrFailed", 1)]
    public async Task A_manifest_that_lets_two_pods_migrate_is_warned_of_once(string line, int warnings)
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.WriteManifest(
            "jobs/migration.yaml",
            $"""
            apiVersion: batch/v1
            kind: Job
            metadata: {"{"} name: migration {"}"}
            spec:
              {line}
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: migration
                      image: "$IMAGE:$VERSION"
                      command: [python, manage.py, migrate]
            """
        );

        var run = (await fleet.RunAsync("Preflight")).ShouldEndWith(ExitCode.Done);

        run.Lines.Count(each => each.Contains(Warning, StringComparison.Ordinal)).ShouldBe(warnings);
    }

    private static bool IsAtWork(JsonObject pod) =>
        pod["metadata"]!["labels"]?["job-name"] is not null
        && pod["status"]?["phase"]?.GetValue<string>() is not ("Succeeded" or "Failed");
}
