using Drill.Json;
using Drill.Settings;

namespace Drill.Tests.Controllers;

public sealed class DaemonSetTests
{
    [Fact]
    public async Task Every_node_has_one_pod_and_a_new_template_replaces_one_at_a_time()
    {
        await using var stage = await Stage.OpenAsync(
            Pace.Instant with
            {
                Ready = TimeSpan.FromSeconds(1),
            },
            region => region with { Nodes = 3 }
        );
        stage.Cluster.Apply(Manifest("1"));
        stage.Pass(2);
        var nodes = stage
            .Cluster.GetAll("pods")
            .Select(pod => pod.Text("spec.nodeName"))
            .Order(StringComparer.Ordinal)
            .ToArray();

        stage.Cluster.Apply(Manifest("2"));
        var updated = new List<int?>();
        for (var second = 0; second < 4; second++)
        {
            updated.Add(stage.Cluster.Get("daemonsets.apps", "agent")!.Number("status.updatedNumberScheduled"));
            stage.Pass(1);
        }

        nodes.ShouldBe(["uk-node-1", "uk-node-2", "uk-node-3"]);
        updated.ShouldBe([1, 2, 3, 3]);
        var status = stage.Cluster.Get("daemonsets.apps", "agent")!["status"];
        status.Number("desiredNumberScheduled").ShouldBe(3);
        status.Number("numberAvailable").ShouldBe(3);
        status.At("numberUnavailable").ShouldBeNull();
    }

    private static string Manifest(string version) =>
        $$"""
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: { name: agent }
            spec:
              selector: { matchLabels: { app: agent } }
              template:
                metadata: { labels: { app: agent } }
                spec:
                  containers:
                  - { name: agent, image: "agent:{{version}}", readinessProbe: { tcpSocket: { port: 1 } } }
            """;
}
