using Drill.Faults;
using Drill.Settings;
using k8s;
using k8s.Models;

namespace Drill.Tests;

public sealed class EmbeddedFleetTests
{
    [Fact]
    public async Task Every_region_is_a_cluster_of_its_own()
    {
        var options = new EmbeddedFleetOptions
        {
            Regions = [new EmbeddedRegion("uk"), new EmbeddedRegion("qatar") { Namespace = "live" }],
            TimeProvider = TimeProvider.System,
        };
        await using var fleet = await EmbeddedFleet.StartAsync(options, TestContext.Current.CancellationToken);

        fleet["uk"].Apply(Manifests.Web());
        fleet["qatar"].Apply(Manifests.Web("9.9.9"));

        fleet["uk"].GetAll("deployments.apps").Count.ShouldBe(1);
        (await PageAsync(fleet["uk"])).ShouldContain("<footer>Version 1.2.2</footer>");
        (await PageAsync(fleet["qatar"])).ShouldContain("<footer>Version 9.9.9</footer>");
        fleet["uk"].Kubeconfig.ShouldNotBe(fleet["qatar"].Kubeconfig);
    }

    [Fact]
    public async Task The_page_is_unavailable_without_a_ready_pod()
    {
        await using var stage = await Stage.OpenAsync();
        using var http = new HttpClient();

        using var answer = await http.GetAsync(stage.Cluster.PageUrl, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(503);
    }

    [Fact]
    public async Task A_stale_page_keeps_the_version_that_was_live()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Faults.Add(FaultKind.PageStale);
        stage.Cluster.Apply(Manifests.Web("1.2.3"));
        var stale = await PageAsync(stage.Cluster);

        stage.Cluster.Faults.Clear();

        stale.ShouldContain("Version 1.2.2");
        (await PageAsync(stage.Cluster)).ShouldContain("Version 1.2.3");
    }

    [Fact]
    public async Task The_official_client_lists_patches_watches_and_reads_logs()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        var kubernetes = stage.Kubernetes;
        var token = TestContext.Current.CancellationToken;

        var before = await kubernetes.AppsV1.ListNamespacedDeploymentAsync(
            "default",
            labelSelector: "image=megforms",
            cancellationToken: token
        );
        var patch = new V1Patch(Manifests.SetImage("1.2.3"), V1Patch.PatchType.StrategicMergePatch);
        await kubernetes.AppsV1.PatchNamespacedDeploymentAsync(patch, "web", "default", cancellationToken: token);
        var versions = new List<string>();
        await foreach (
            var (_, pod) in kubernetes.CoreV1.WatchListNamespacedPodAsync(
                "default",
                labelSelector: "app=web",
                cancellationToken: token
            )
        )
        {
            versions.Add(pod.Spec.Containers[0].Image);
            if (versions.Count == 3)
                break;
        }

        await using var log = await kubernetes.CoreV1.ReadNamespacedPodLogAsync(
            stage.Cluster.GetAll("pods")[0]["metadata"]!["name"]!.GetValue<string>(),
            "default",
            container: "web",
            cancellationToken: token
        );
        using var reader = new StreamReader(log);

        before.Items.Single().Status.AvailableReplicas.ShouldBe(3);
        versions.ShouldAllBe(image => image == "registry.example/megforms:1.2.3");
        (await reader.ReadLineAsync(token)).ShouldBe("Starting web from registry.example/megforms:1.2.3");
    }

    [Fact]
    public async Task The_official_client_names_a_conflict_by_its_status_code()
    {
        await using var stage = await Stage.OpenAsync();
        var leases = stage.Kubernetes.CoordinationV1;
        var token = TestContext.Current.CancellationToken;
        var lease = new V1Lease
        {
            Metadata = new V1ObjectMeta { Name = "release" },
            Spec = new V1LeaseSpec { HolderIdentity = "me", RenewTime = DateTime.UtcNow },
        };
        var created = await leases.CreateNamespacedLeaseAsync(lease, "default", cancellationToken: token);
        created.Spec.HolderIdentity = "me again";
        await leases.ReplaceNamespacedLeaseAsync(created, "release", "default", cancellationToken: token);

        var conflict = await Should.ThrowAsync<k8s.Autorest.HttpOperationException>(() =>
            leases.ReplaceNamespacedLeaseAsync(created, "release", "default", cancellationToken: token)
        );

        ((int)conflict.Response.StatusCode).ShouldBe(409);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_hundred_regions_roll_out_side_by_side_in_little_memory()
    {
        var regions = Enumerable.Range(1, 100).Select(number => new EmbeddedRegion($"region-{number}")).ToArray();
        var options = new EmbeddedFleetOptions
        {
            Regions = regions,
            TimeProvider = TimeProvider.System,
            Pace = Pace.Swift with { ClusterSecond = TimeSpan.FromSeconds(1) },
        };
        await using var fleet = await EmbeddedFleet.StartAsync(options, TestContext.Current.CancellationToken);
        foreach (var cluster in fleet.Clusters)
            cluster.Apply(Manifests.Web());

        while (
            !fleet.Clusters.All(cluster =>
                cluster.Get("deployments.apps", "web")?["status"]?["availableReplicas"]?.ToString() == "3"
            )
        )
            await Task.Delay(50, TestContext.Current.CancellationToken);

        (await PageAsync(fleet.Clusters[^1])).ShouldContain("Version 1.2.2");
        GC.GetTotalMemory(forceFullCollection: false).ShouldBeLessThan(1L << 30);
    }

    private static async Task<string> PageAsync(EmbeddedCluster cluster)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(cluster.PageUrl, TestContext.Current.CancellationToken);
    }
}
