using System.Globalization;
using System.Text.Json.Nodes;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Orders;
using Releases.Procedures;
using Releases.Tests.Fleets;
using Releases.Tests.Rollout;
using Releases.Workloads;

namespace Releases.Tests.Procedures;

public sealed class ShellProcedureTests : IDisposable
{
    private const string Job = """
        apiVersion: batch/v1
        kind: Job
        metadata: { name: migration }
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: migration
                  image: "$IMAGE:$VERSION"
                  command: [python, manage.py, migrate]
                  env: [{ name: GREETING, value: "it's $5, isn't it! `no` \\ $(no)" }]
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-procedure-");
    private readonly HandyShell _shell = new();

    public static TheoryData<string> Shells => ["sh", "bash"];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_lines_do_in_a_shell_what_a_release_does(string shell)
    {
        _shell
            .Answers("kubectl * create --filename=-")
            .Answers("kubectl * get job *active*")
            .Answers("kubectl * delete job *")
            .Answers("kubectl * logs *", "Applying forms.0003_notes... OK")
            .Answers("kubectl * get job/* *conditions*", "SuccessCriteriaMet Complete")
            .Answers("kubectl * set image *")
            .Answers("kubectl * annotate *")
            .Answers("kubectl * rollout status *")
            .AnswersHolder()
            .Answers("kubectl * delete lease release");

        var (exitCode, output) = await _shell.RunAsync(shell, Lines("alpha"));

        exitCode.ShouldBe(0, output);
        var kubeconfig = Path.Combine(_folder.FullName, "kube/config");
        var kubectl = $"kubectl --kubeconfig {kubeconfig} --context kind-alpha --namespace alpha";
        var asked = _shell.Asked;
        asked.ShouldAllBe(line => line.StartsWith(kubectl, StringComparison.Ordinal));
        asked
            .Select(line => line[(kubectl.Length + 1)..])
            .Select(line => line.StartsWith("annotate", StringComparison.Ordinal) ? line[..30] : line)
            .ShouldBe([
                "create --filename=-",
                "get job migration --ignore-not-found --output=jsonpath={.status.active}",
                "delete job migration --ignore-not-found",
                "create --filename=-",
                "logs --follow --container=migration job/migration",
                "get job/migration --output=jsonpath={.status.conditions[?(@.status==\"True\")].type}",
                "set image deployment/web web=example.azurecr.io/app:1.2.3",
                "annotate --overwrite deployment/web"[..30],
                "set image cronjob/cleanup web=example.azurecr.io/app:1.2.3",
                "annotate --overwrite cronjob/cleanup"[..30],
                "rollout status deployment/web --timeout=60s",
                "get lease release --ignore-not-found --output=jsonpath={.spec.holderIdentity}",
                "delete lease release",
            ]);
        var lease = JsonNode.Parse(_shell.Inputs[0])!;
        ((string)lease["kind"]!).ShouldBe("Lease");
        ((string)lease["spec"]!["holderIdentity"]!).ShouldContain(" by hand at ");
        DateTimeOffset
            .Parse((string)lease["spec"]!["renewTime"]!, CultureInfo.InvariantCulture)
            .Offset.ShouldBe(TimeSpan.Zero);
        var container = JsonNode.Parse(_shell.Inputs[1])!["spec"]!["template"]!["spec"]!["containers"]![0]!;
        ((string)container["image"]!).ShouldBe("example.azurecr.io/app:1.2.3");
        ((string)container["env"]![0]!["value"]!).ShouldBe("it's $5, isn't it! `no` \\ $(no)");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_migration_that_fails_changes_no_image_and_gives_the_lock_back(string shell)
    {
        _shell
            .Answers("kubectl * create --filename=-")
            .Answers("kubectl * get job *active*")
            .Answers("kubectl * delete job *")
            .Answers("kubectl * logs *", "IntegrityError")
            .Answers("kubectl * get job/* *conditions*", "FailureTarget Failed")
            .AnswersHolder()
            .Answers("kubectl * delete lease release");

        var (exitCode, output) = await _shell.RunAsync(shell, Lines("alpha"));

        exitCode.ShouldBe(1, output);
        output.ShouldContain("the migration FAILED");
        _shell.Asked[^1].ShouldEndWith("delete lease release");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_lock_that_somebody_holds_ends_it_before_anything_and_stays(string shell)
    {
        _shell
            .Answers("kubectl * create --filename=-", "AlreadyExists", status: 1)
            .Answers("kubectl * get lease *", "somebody@elsewhere");

        var (exitCode, output) = await _shell.RunAsync(shell, Lines("alpha"));

        exitCode.ShouldBe(1, output);
        _shell.Asked.Select(line => line.Split(' ')[7]).ShouldBe(["create", "get"]);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_lock_that_cannot_be_given_back_keeps_no_credentials_in_a_file(string shell)
    {
        _shell
            .Answers("az *")
            .Answers("kubectl * create --filename=-")
            .Answers("kubectl * get job *active*", "1")
            .AnswersHolder()
            .Answers("kubectl * delete lease release", status: 1);

        var (exitCode, output) = await _shell.RunAsync(shell, Lines("production"));

        exitCode.ShouldBe(1, output);
        _shell.Asked[^1].ShouldEndWith("delete lease release");
        File.Exists(_shell.Asked[0].Split(' ')[^1]).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_migration_that_runs_is_left_alone(string shell)
    {
        _shell
            .Answers("kubectl * create --filename=-")
            .Answers("kubectl * get job *active*", "1")
            .AnswersHolder()
            .Answers("kubectl * delete lease release");

        var (exitCode, output) = await _shell.RunAsync(shell, Lines("alpha"));

        exitCode.ShouldBe(1, output);
        _shell.Asked.ShouldNotContain(line => line.Contains("delete job", StringComparison.Ordinal));
        _shell.Asked[^1].ShouldEndWith("delete lease release");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_cluster_that_does_not_say_whether_a_migration_runs_ends_it(string shell)
    {
        _shell
            .Answers("kubectl * create --filename=-")
            .Answers("kubectl * get job *active*", status: 1)
            .AnswersHolder()
            .Answers("kubectl * delete lease release");

        var (exitCode, output) = await _shell.RunAsync(shell, Lines("alpha"));

        exitCode.ShouldBe(1, output);
        _shell.Asked.ShouldNotContain(line => line.Contains("delete job", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_page_that_keeps_the_former_version_ends_it_after_its_limit(string shell)
    {
        _shell.AnswersHolder().Answers("kubectl *delete lease release").Answers("curl *", "<p>Version: 1.2.30</p>");
        foreach (var command in new[] { "create", "get", "delete", "logs", "set", "annotate", "rollout" })
            _shell.Answers($"kubectl * {command} *conditions*", "Complete").Answers($"kubectl * {command} *");
        _shell.Answers("az *");

        var (exitCode, output) = await _shell.RunAsync(shell, Lines("uk"));

        exitCode.ShouldBe(1, output);
        _shell.Asked.Count(line => line.StartsWith("curl ", StringComparison.Ordinal)).ShouldBe(24);
    }

    [Theory]
    [InlineData("production", "az aks get-credentials --resource-group RG --name prod --overwrite-existing --file ")]
    [InlineData("qatar", "gcloud container clusters get-credentials qatar --location l1 --project p1")]
    public async Task A_cluster_of_a_cloud_is_reached_by_a_kubeconfig_that_goes_with_the_shell(
        string region,
        string login
    )
    {
        _shell.Answers("az *").Answers("gcloud *").Answers("kubectl * create --filename=-", status: 1);

        var (exitCode, output) = await _shell.RunAsync("sh", Lines(region));

        exitCode.ShouldBe(1, output);
        _shell.Asked[0].ShouldStartWith(login);
        if (region == "production")
            File.Exists(_shell.Asked[0].Split(' ')[^1]).ShouldBeFalse();
        _shell.Asked[1].ShouldBe("kubectl --namespace shop create --filename=-");
    }

    [Theory]
    [InlineData("sh", WorkloadKind.StatefulSet, "OnDelete", 0)]
    [InlineData("bash", WorkloadKind.DaemonSet, "OnDelete", 0)]
    [InlineData("sh", WorkloadKind.DaemonSet, "RollingUpdate", 1)]
    [InlineData("bash", WorkloadKind.StatefulSet, "RollingUpdate", 1)]
    public async Task A_set_is_waited_for_unless_it_replaces_pods_only_when_they_are_deleted(
        string shell,
        WorkloadKind kind,
        string strategy,
        int waits
    )
    {
        var name = $"{kind.ToString().ToLowerInvariant()}/queue";
        _shell
            .Answers("kubectl * create --filename=-")
            .Answers("kubectl * set image *")
            .Answers("kubectl * annotate *")
            .Answers($"kubectl * get {name} *updateStrategy*", strategy)
            // What kubectl says of a set with OnDelete.
            .Answers(
                $"kubectl * rollout status {name} *",
                "rollout status is only available for RollingUpdate strategy type",
                status: strategy == "OnDelete" ? 1 : 0
            )
            .Answers("kubectl * rollout status deployment/web *")
            .AnswersHolder()
            .Answers("kubectl * delete lease release");
        var order = Order() with { IsRollback = true };

        var (exitCode, output) = await _shell.RunAsync(
            shell,
            Lines("alpha", order, Change(order, kind, "queue"), Change(order, WorkloadKind.Deployment, "web"))
        );

        exitCode.ShouldBe(0, output);
        output.ShouldContain("is live");
        var waited = _shell.Asked.Where(line => line.Contains(" rollout status ", StringComparison.Ordinal)).ToArray();
        waited.Count(line => line.Contains($" {name} ", StringComparison.Ordinal)).ShouldBe(waits);
        waited.Count(line => line.Contains(" deployment/web ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_set_that_does_not_roll_out_ends_it(string shell)
    {
        _shell
            .Answers("kubectl * create --filename=-")
            .Answers("kubectl * set image *")
            .Answers("kubectl * annotate *")
            .Answers("kubectl * get statefulset/queue *updateStrategy*", "RollingUpdate")
            .Answers("kubectl * rollout status *", "timed out waiting for the condition", status: 1)
            .AnswersHolder()
            .Answers("kubectl * delete lease release");
        var order = Order() with { IsRollback = true };

        var (exitCode, output) = await _shell.RunAsync(
            shell,
            Lines("alpha", order, Change(order, WorkloadKind.StatefulSet, "queue"))
        );

        exitCode.ShouldBe(1, output);
        output.ShouldNotContain("is live");
        _shell.Asked[^1].ShouldEndWith("delete lease release");
    }

    [Fact]
    public void A_way_back_sets_images_and_migrates_nothing()
    {
        var lines = Lines("alpha", Order() with { IsRollback = true });

        lines.ShouldNotContain(line => line.Contains("migration", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("rollback to 1.2.3 by Ann", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Delete(recursive: true);
    }

    private ReleaseOrder Order()
    {
        var file = Path.Combine(_folder.FullName, "fleet.yaml");
        File.WriteAllText(file, SampleFleet.Text);
        foreach (var folder in new[] { "jobs", "gke/jobs" })
        {
            _folder.CreateSubdirectory(folder);
            File.WriteAllText(Path.Combine(_folder.FullName, folder, "migration.yaml"), Job);
        }
        return SampleOrder.Of(FleetFile.Read(file));
    }

    private IReadOnlyList<string> Lines(string region, ReleaseOrder? order = null)
    {
        order ??= Order();
        return Lines(
            region,
            order,
            Change(order, WorkloadKind.Deployment, "web"),
            Change(order, WorkloadKind.CronJob, "cleanup")
        );
    }

    private static IReadOnlyList<string> Lines(string region, ReleaseOrder order, params ImageChange[] changes) =>
        ShellProcedure.Of(order, order.Fleet.Regions.First(each => each.Name == region), changes, []);

    private static ImageChange Change(ReleaseOrder order, WorkloadKind kind, string name)
    {
        var rule = new WorkloadRule("image=app", [kind], "{version}");
        var workload = new Workload(kind, name, [new("web", $"{order.Image}:1.2.2", IsInit: false)]);
        return ImageChange.Plan(RunningWorkload.Of(workload, [rule], [rule], order.Image)!, order.TargetOf);
    }
}
