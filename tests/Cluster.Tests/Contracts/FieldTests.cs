using System.Text.Json.Nodes;
using Cluster.Tests.Stack;
using ClusterContracts;
using Drill.Settings;
using k8s;

namespace Cluster.Tests.Contracts;

/// <summary>
/// The same requests to the cluster that is named in the environment and to an embedded one of its version: which
/// fields differ is written down, and those that a release reads have to be in both.
/// </summary>
public sealed class FieldTests(RealStage real, StackFixture stack) : IClassFixture<RealStage>
{
    private static readonly (string Request, string[] Read)[] Requests =
    [
        ("/version", ["gitVersion"]),
        (
            "/apis/batch/v1/namespaces/{0}/jobs/ended",
            [
                "metadata.uid",
                "spec.selector.matchLabels",
                "status.startTime",
                "status.succeeded",
                "status.conditions[].type",
            ]
        ),
        ("/apis/batch/v1/namespaces/{0}/jobs/failed", ["status.failed", "status.conditions[].reason"]),
        (
            "/api/v1/namespaces/{0}/pods?labelSelector=job-name%3Dended",
            [
                "metadata.resourceVersion",
                "items[].metadata.uid",
                "items[].metadata.ownerReferences[].uid",
                "items[].metadata.labels.controller-uid",
                "items[].status.phase",
                "items[].status.containerStatuses[].restartCount",
                "items[].status.containerStatuses[].state.terminated.exitCode",
                "items[].status.containerStatuses[].state.terminated.finishedAt",
            ]
        ),
        (
            "/apis/apps/v1/namespaces/{0}/deployments/rolled",
            [
                "metadata.generation",
                "metadata.annotations.deployment.kubernetes.io/revision",
                "spec.progressDeadlineSeconds",
                "status.observedGeneration",
                "status.replicas",
                "status.updatedReplicas",
                "status.availableReplicas",
                "status.conditions[].reason",
            ]
        ),
        (
            "/apis/apps/v1/namespaces/{0}/replicasets?labelSelector=app%3Drolled",
            [
                "items[].metadata.ownerReferences[].uid",
                "items[].metadata.annotations.deployment.kubernetes.io/revision",
                "items[].status.availableReplicas",
            ]
        ),
        (
            "/api/v1/namespaces/{0}/pods?labelSelector=app%3Drolled",
            ["items[].status.conditions[].type", "items[].status.containerStatuses[].ready", "items[].spec.nodeName"]
        ),
        (
            "/api/v1/namespaces/{0}/events?fieldSelector=involvedObject.name%3Dended",
            ["items[].involvedObject.uid", "items[].reason", "items[].type", "items[].message"]
        ),
        ("/apis/batch/v1/namespaces/{0}/jobs?limit=1", ["metadata.resourceVersion", "metadata.continue"]),
    ];

    [Fact]
    public async Task What_a_release_reads_is_sent_by_this_cluster_and_by_an_embedded_one_of_its_version()
    {
        var version = await real.Api.Version.GetCodeAsync(TestContext.Current.CancellationToken);
        var numbers = version.GitVersion.TrimStart('v').Split('.', '-', '+').Take(3).Select(int.Parse).ToArray();
        await using var embedded = new EmbeddedStage(new ClusterVersion(numbers[1], numbers[2]));
        await embedded.InitializeAsync();
        await Task.WhenAll(FillAsync(real), FillAsync(embedded));
        using var folder = new KubeconfigFolder(embedded.Kubeconfig);
        var lines = new List<string>();
        var missing = new List<string>();

        foreach (var (request, read) in Requests)
        {
            var theirs = await FieldsAsync(stack.Settings.Kubeconfig, stack.Settings.Context, request, real.Namespace);
            var ours = await FieldsAsync(folder.File, "all", request, embedded.Namespace);
            lines.AddRange(theirs.Except(ours).Select(field => $"{request}: only {version.GitVersion} sends {field}"));
            lines.AddRange(ours.Except(theirs).Select(field => $"{request}: only the embedded cluster sends {field}"));
            missing.AddRange(read.Except(theirs).Select(field => $"{request}: {version.GitVersion} lacks {field}"));
            missing.AddRange(read.Except(ours).Select(field => $"{request}: the embedded cluster lacks {field}"));
        }

        var file = Repository.Of("artifacts", "contract-fields.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', lines));
        missing.ShouldBeEmpty(string.Join('\n', lines));
    }

    private static async Task FillAsync(ClusterStage stage)
    {
        foreach (var (name, container) in new[] { ("ended", ClusterStage.Ending), ("failed", ClusterStage.Failing) })
            await stage.Api.BatchV1.CreateNamespacedJobAsync(
                SharedManifests.Job(name, container, stage.Image("1")),
                stage.Namespace
            );
        await stage.Api.AppsV1.CreateNamespacedDeploymentAsync(
            SharedManifests.Deployment("rolled", stage.Image("1"), stage.Image("2")),
            stage.Namespace
        );
        foreach (var name in new[] { "ended", "failed" })
            await ClusterStage.UntilAsync(
                () => stage.Api.BatchV1.ReadNamespacedJobAsync(name, stage.Namespace),
                job => job.Status?.Conditions?.Any(condition => condition.Type is "Complete" or "Failed") == true
            );
        await ClusterStage.UntilAsync(
            () => stage.Api.AppsV1.ReadNamespacedDeploymentAsync("rolled", stage.Namespace),
            deployment => deployment.Status?.AvailableReplicas == 2
        );
    }

    private async Task<HashSet<string>> FieldsAsync(string kubeconfig, string context, string request, string space)
    {
        var path = string.Format(System.Globalization.CultureInfo.InvariantCulture, request, space);
        var answer = await Command.RunAsync(
            stack.Settings.Kubectl,
            "--kubeconfig",
            kubeconfig,
            "--context",
            context,
            "get",
            "--raw",
            path
        );
        var fields = new HashSet<string>(StringComparer.Ordinal);
        Collect(JsonNode.Parse(answer), "", fields);
        return fields;
    }

    // Both what a field holds and that it is there; who has set it says nothing of the server.
    private static void Collect(JsonNode? node, string path, HashSet<string> fields)
    {
        if (path.EndsWith("managedFields", StringComparison.Ordinal))
            return;
        if (path.Length > 0)
            fields.Add(path);
        if (node is JsonArray items)
            foreach (var item in items)
                Collect(item, $"{path}[]", fields);
        if (node is JsonObject map)
            foreach (var (name, value) in map)
                Collect(value, path.Length == 0 ? name : $"{path}.{name}", fields);
    }

    private sealed class KubeconfigFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-tests-fields-");

        public KubeconfigFolder(string kubeconfig) => System.IO.File.WriteAllText(File, kubeconfig);

        public string File => Path.Combine(_folder.FullName, "kubeconfig");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
