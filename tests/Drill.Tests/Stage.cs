using Drill.Settings;
using k8s;
using k8s.KubeConfigModels;
using Microsoft.Extensions.Time.Testing;

namespace Drill.Tests;

/// <summary>
/// One embedded cluster on a clock that only the test moves, with an official client and a plain HTTP client.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private Stage(EmbeddedFleet fleet, FakeTimeProvider clock)
    {
        Fleet = fleet;
        Clock = clock;
        Cluster = fleet.Clusters[0];
        Kubernetes = new Kubernetes(
            KubernetesClientConfiguration.BuildConfigFromConfigObject(
                KubernetesYaml.Deserialize<K8SConfiguration>(Cluster.Kubeconfig)
            )
        );
        Rest = new RestClient(Cluster);
    }

    public EmbeddedFleet Fleet { get; }

    public EmbeddedCluster Cluster { get; }

    public FakeTimeProvider Clock { get; }

    public Kubernetes Kubernetes { get; }

    public RestClient Rest { get; }

    public static async Task<Stage> OpenAsync(
        Pace? pace = null,
        Func<EmbeddedRegion, EmbeddedRegion>? change = null,
        ClusterVersion? version = null,
        FakeTimeProvider? clock = null
    )
    {
        clock ??= new FakeTimeProvider();
        clock.SetUtcNow(DateTimeOffset.Parse("2025-06-01T12:00:00Z", null));
        var region = new EmbeddedRegion("uk") { Version = version ?? ClusterVersion.Default };
        var options = new EmbeddedFleetOptions
        {
            Regions = [change is null ? region : change(region)],
            TimeProvider = clock,
            Pace = pace ?? Pace.Instant,
        };
        return new Stage(await EmbeddedFleet.StartAsync(options, TestContext.Current.CancellationToken), clock);
    }

    /// <summary>
    /// Moves the clock a second at a time, so that timers which are started on the way are on time too.
    /// </summary>
    public void Pass(int seconds)
    {
        for (var second = 0; second < seconds; second++)
            Clock.Advance(TimeSpan.FromSeconds(1));
    }

    public async ValueTask DisposeAsync()
    {
        Kubernetes.Dispose();
        Rest.Dispose();
        await Fleet.DisposeAsync();
    }
}
