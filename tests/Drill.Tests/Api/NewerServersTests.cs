using Drill.Json;
using Drill.Kubelet;
using Drill.Settings;

namespace Drill.Tests.Api;

/// <summary>What servers of newer versions send besides.</summary>
public sealed class NewerServersTests
{
    [Theory]
    [InlineData(20, false, false)]
    [InlineData(26, true, false)]
    [InlineData(36, true, true)]
    public async Task A_job_counts_what_its_version_counts(int minor, bool tracks, bool terminates)
    {
        await using var stage = await Stage.OpenAsync(version: new ClusterVersion(minor, 0));
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("working");

        stage.Cluster.Apply(Manifests.Migration());

        var status = stage.Cluster.Get("jobs.batch", "migration")!["status"];
        (status.At("uncountedTerminatedPods") is not null).ShouldBe(tracks);
        (status.Number("terminating") == 0).ShouldBe(terminates);
    }

    [Theory]
    [InlineData(32, null)]
    [InlineData(36, 0)]
    public async Task A_deployment_counts_the_pods_that_end_from_1_35_on(int minor, int? ending)
    {
        await using var stage = await Stage.OpenAsync(version: new ClusterVersion(minor, 0));

        stage.Cluster.Apply(Manifests.Web());

        stage.Cluster.Get("deployments.apps", "web")!["status"].Number("terminatingReplicas").ShouldBe(ending);
    }

    [Theory]
    [InlineData(32, null)]
    [InlineData(36, 1)]
    public async Task A_pod_says_which_generation_was_seen_from_1_34_on(int minor, int? seen)
    {
        await using var stage = await Stage.OpenAsync(version: new ClusterVersion(minor, 0));

        stage.Cluster.Apply(Manifests.Web(replicas: 1));

        var pod = stage.Cluster.GetAll("pods").Single();
        pod.Number("metadata.generation").ShouldBe(seen);
        pod.Number("status.observedGeneration").ShouldBe(seen);
    }
}
