using Drill.Faults;
using Drill.Json;
using Drill.Kubelet;
using Drill.Settings;

namespace Drill.Tests.Kubelet;

public sealed class MigrationTests
{
    private const string First = "  Applying audits.0041_audit_archived... OK";
    private const string Second = "  Applying audits.0042_issue_due_date... OK";

    [Fact]
    public async Task A_second_migration_finds_nothing_to_apply()
    {
        await using var stage = await Stage.OpenAsync();

        stage.Cluster.Apply(Migration("first"));
        stage.Cluster.Apply(Migration("second"));

        (await LogAsync(stage, "first")).ShouldEndWith($"Running migrations:\n{First}\n{Second}\n");
        (await LogAsync(stage, "second")).ShouldEndWith("Running migrations:\n  No migrations to apply.\n");
    }

    [Fact]
    public async Task A_second_attempt_applies_what_the_first_left()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Faults.Add(FaultKind.MigrationFails);
        stage.Cluster.Apply(Migration("first"));
        stage.Cluster.Faults.Clear();

        stage.Cluster.Apply(Migration("second"));

        (await LogAsync(stage, "first")).ShouldContain($"{First}\n  Applying audits.0042_issue_due_date...Traceback");
        (await LogAsync(stage, "second")).ShouldEndWith($"Running migrations:\n{Second}\n");
    }

    [Fact]
    public async Task A_pod_that_is_killed_has_applied_what_it_logged()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { LogLine = TimeSpan.FromSeconds(1) });
        stage.Cluster.Apply(Migration("first"));
        stage.Pass(3);

        await stage.Rest.DeleteAsync($"{Manifests.Jobs}/first", """{"propagationPolicy":"Foreground"}""");
        stage.Cluster.Apply(Migration("second"));
        stage.Pass(10);

        (await LogAsync(stage, "second")).ShouldEndWith($"Running migrations:\n{Second}\n");
    }

    [Theory]
    [InlineData(
        "0040",
        "  Unapplying audits.0042_issue_due_date... OK\n  Unapplying audits.0041_audit_archived... OK\n"
    )]
    [InlineData("0041_audit_archived", "  Unapplying audits.0042_issue_due_date... OK\n")]
    [InlineData("0042", "  No migrations to apply.\n")]
    public async Task A_way_back_unapplies_the_newest_first_and_is_remembered_too(string target, string log)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Migration("forward"));

        stage.Cluster.Apply(Migration("back", $"audits, \"{target}\""));
        stage.Cluster.Apply(Migration("again", $"audits, \"{target}\""));

        (await LogAsync(stage, "back")).ShouldEndWith($"Running migrations:\n{log}");
        (await LogAsync(stage, "again")).ShouldEndWith("  No migrations to apply.\n");
    }

    [Fact]
    public async Task Clusters_have_databases_of_their_own()
    {
        await using var stage = await Stage.OpenAsync();
        await using var other = await Stage.OpenAsync();

        stage.Cluster.Apply(Migration("first"));
        other.Cluster.Apply(Migration("first"));

        (await LogAsync(other, "first")).ShouldContain(First);
    }

    [Fact]
    public async Task An_init_container_that_fails_ends_the_pod_and_shows_how()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.ServiceScript = _ => ContainerProgram.Crashes(7, "no database");

        stage.Cluster.Apply(
            Migration("first")
                .Replace(
                    "containers:",
                    "initContainers: [ { name: wait, image: \"app:1\" } ]\n      containers:",
                    StringComparison.Ordinal
                )
        );
        stage.Pass(60);

        var pod = stage.Cluster.GetAll("pods")[0];
        pod.Text("status.phase").ShouldBe("Failed");
        var init = pod.Items("status.initContainerStatuses").Single();
        (init.Number("state.terminated.exitCode"), init.Text("state.terminated.reason")).ShouldBe((7, "Error"));
        pod.Items("status.containerStatuses").Single().Text("state.waiting.reason").ShouldBe("PodInitializing");
        (await LogAsync(stage, "first", "?container=wait")).ShouldBe("no database\n");
        stage.Cluster.GetAll("pods").Count.ShouldBe(2);
        Conditions
            .Find(stage.Cluster.Get("jobs.batch", "first")!["status"], "Failed")
            .Text("reason")
            .ShouldBe("BackoffLimitExceeded");
        var table = await stage.Rest.GetAsync(Manifests.Pods, "application/json;as=Table;v=v1;g=meta.k8s.io");
        table.Body.ShouldContain("\"Init:Error\"");
    }

    private static string Migration(string name, string more = "--no-input") =>
        $$"""
            apiVersion: batch/v1
            kind: Job
            metadata: { name: {{name}} }
            spec:
              backoffLimit: 1
              template:
                spec:
                  restartPolicy: Never
                  containers:
                  - { name: migrate, image: "app:1", command: [ python, manage.py, migrate, {{more}} ] }
            """;

    private static async Task<string> LogAsync(Stage stage, string job, string query = "")
    {
        var pod = stage
            .Cluster.GetAll("pods")
            .First(pod => pod.Text("metadata.name")!.StartsWith($"{job}-", StringComparison.Ordinal));
        return (await stage.Rest.GetAsync($"{Manifests.Pods}/{pod.Text("metadata.name")}/log{query}")).Body;
    }
}
