using Drill.Settings;

namespace Drill.Tests.Kubectl;

/// <summary>The commands that people use, run by real kubectls: the oldest and the newest of this machine.</summary>
public sealed class KubectlTests
{
    private const string NoKubectl = "no kubectl is on the path";

    public static TheoryData<string> Versions
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var executable in KubectlCommand.Executables)
                data.Add(Path.GetFileName(executable));

            if (KubectlCommand.Executables.Count == 0)
                data.Add("");

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public Task A_deployment_is_applied_updated_undone_and_scaled(string version) =>
        RunAsync(
            version,
            async kubectl =>
            {
                var file = kubectl.Write(Manifests.Web());
                (await kubectl.RunAsync("apply", "-f", file)).ShouldContain("deployment.apps/web created");
                (await kubectl.RunAsync("rollout", "status", "deployment/web")).ShouldContain(
                    "successfully rolled out"
                );
                (await kubectl.RunAsync("apply", "-f", file)).ShouldContain("deployment.apps/web unchanged");
                (await kubectl.RunAsync("get", "deployment", "web")).ShouldMatch(@"web +3/3 +3 +3");
                await kubectl.RunAsync("set", "image", "deployment/web", "web=registry.example/megforms:1.2.3");
                await kubectl.RunAsync("annotate", "deployment/web", "kubernetes.io/change-cause=release 1.2.3");
                (await kubectl.RunAsync("rollout", "status", "deployment/web")).ShouldContain(
                    "successfully rolled out"
                );
                (await kubectl.RunAsync("rollout", "history", "deployment/web")).ShouldContain("release 1.2.3");
                await kubectl.RunAsync("rollout", "undo", "deployment/web");
                (await kubectl.RunAsync("rollout", "status", "deployment/web")).ShouldContain(
                    "successfully rolled out"
                );
                (await kubectl.RunAsync("get", "pods", "-o", "yaml")).ShouldContain(
                    "image: registry.example/megforms:1.2.2"
                );
                (await kubectl.RunAsync("get", "replicasets"))
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Length.ShouldBe(3);
                await kubectl.RunAsync("scale", "deployment/web", "--replicas=1");
                await kubectl.RunAsync("wait", "--for=condition=Available", "deployment/web");
                (await kubectl.RunAsync("describe", "deployment", "web")).ShouldContain("ScalingReplicaSet");
                (await kubectl.RunAsync("describe", "pods")).ShouldContain("Successfully assigned default/web-");
                (await kubectl.RunAsync("delete", "deployment", "web")).ShouldContain(
                    "deployment.apps \"web\" deleted"
                );
            }
        );

    [Theory]
    [MemberData(nameof(Versions))]
    public Task A_job_is_created_followed_waited_for_and_deleted(string version) =>
        RunAsync(
            version,
            async kubectl =>
            {
                var file = kubectl.Write(Manifests.Migration());
                await kubectl.RunAsync("create", "-f", file);
                (await kubectl.RunAsync("wait", "--for=condition=complete", "job/migration")).ShouldContain(
                    "condition met"
                );
                (await kubectl.RunAsync("logs", "-f", "job/migration")).ShouldContain(
                    "Applying audits.0042_issue_due_date... OK"
                );
                (await kubectl.TryAsync("create", "-f", file)).Output.ShouldContain(
                    "jobs.batch \"migration\" already exists"
                );
                await kubectl.RunAsync("delete", "job", "migration", "--cascade=foreground");
                (await kubectl.RunAsync("get", "pods,jobs")).ShouldContain("No resources found");
            }
        );

    [Theory]
    [MemberData(nameof(Versions))]
    public Task Manifests_are_applied_by_the_server_with_their_conflicts(string version) =>
        RunAsync(
            version,
            async kubectl =>
            {
                await kubectl.RunAsync("apply", "--server-side", "-f", kubectl.Write(Manifests.ConfigMap("a")));
                var other = kubectl.Write(Manifests.ConfigMap("a", "{ a: \"2\" }"));
                var (code, output) = await kubectl.TryAsync(
                    "apply",
                    "--server-side",
                    "--field-manager=other",
                    "-f",
                    other
                );
                code.ShouldNotBe(0);
                output.ShouldContain("conflict with \"kubectl\": .data.a");
                await kubectl.RunAsync(
                    "apply",
                    "--server-side",
                    "--field-manager=other",
                    "--force-conflicts",
                    "-f",
                    other
                );
                (await kubectl.RunAsync("get", "configmap", "a", "-o", "jsonpath={.data.a}")).ShouldBe("2");
            }
        );

    [Theory]
    [MemberData(nameof(Versions))]
    public Task Permissions_are_asked_and_changes_are_watched(string version) =>
        RunAsync(
            version,
            async kubectl =>
            {
                (await kubectl.RunAsync("auth", "can-i", "delete", "jobs")).ShouldContain("yes");
                await kubectl.RunAsync("apply", "-f", kubectl.Write(Manifests.ConfigMap("before")));
                await using var watch = kubectl.ReadLinesAsync("get", "configmaps", "-w").GetAsyncEnumerator();
                (await ReachesAsync(watch, "before")).ShouldBeTrue();
                await kubectl.RunAsync("apply", "-f", kubectl.Write(Manifests.ConfigMap("seen")));
                (await ReachesAsync(watch, "seen")).ShouldBeTrue();
            }
        );

    private static async Task<bool> ReachesAsync(IAsyncEnumerator<string> lines, string name)
    {
        while (await lines.MoveNextAsync())
        {
            if (lines.Current.StartsWith($"{name} ", StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static async Task RunAsync(string version, Func<KubectlCommand, Task> test)
    {
        Assert.SkipUnless(version.Length > 0, NoKubectl);
        var options = new EmbeddedFleetOptions
        {
            Regions = [new EmbeddedRegion("uk")],
            TimeProvider = TimeProvider.System,
            Pace = Pace.Swift with { ClusterSecond = TimeSpan.FromSeconds(1) },
        };
        await using var fleet = await EmbeddedFleet.StartAsync(options, TestContext.Current.CancellationToken);
        using var kubectl = new KubectlCommand(
            KubectlCommand.Executables.Single(path => Path.GetFileName(path) == version),
            fleet["uk"]
        );
        await test(kubectl);
    }
}
