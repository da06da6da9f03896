using Clusters.Kubeconfigs;
using Clusters.Locks;
using Drill;
using Drill.Settings;
using Pipeline.Tests.Drills;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Orders;
using Releases.Records;
using Releases.Regions;
using Releases.Rollout;
using Releases.Rollout.Lanes;
using Releases.Versions;

namespace Pipeline.Tests.Lanes;

/// <summary>
/// The lanes of a release from <see cref="From"/> to <see cref="To"/> on embedded clusters, without a command around
/// them: so lanes and clusters can have clocks of their own.
/// </summary>
internal sealed class LanesOnClusters : IClusterCredentials, IAsyncDisposable
{
    public const string From = "1.2.2";
    public const string To = "1.2.3";
    public static readonly LockHolder Holder = new("Ada", "laptop", Environment.ProcessId);
    private static readonly Fleet Rules = FleetFile.Read(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml")) with
    {
        Variables = MigrationVariables.Values,
    };

    private readonly EmbeddedFleet _clusters;
    private readonly TimeProvider _time;
    private readonly HttpClient _http = new();

    private LanesOnClusters(EmbeddedFleet clusters, TimeProvider time)
    {
        _clusters = clusters;
        _time = time;
    }

    public EmbeddedCluster this[string region] => _clusters[region];

    public IReadOnlyList<EmbeddedCluster> Clusters => _clusters.Clusters;

    /// <summary>A release of all stages; a stage may take as long as the limit.</summary>
    public static ReleaseOrder Order(TimeSpan limit) =>
        new()
        {
            Version = ImageTag.TryParse(To)!,
            Image = Rules.Image,
            Fleet = Rules,
            Actor = Holder.Name,
            Ref = To,
            Stages = new HashSet<Stage> { Stage.Migrate, Stage.SetImage, Stage.Verify },
            Holder = Holder,
            MigrationTimeout = limit,
            RolloutTimeout = limit,
        };

    /// <summary>Starts clusters that serve the former version.</summary>
    /// <param name="options">The clusters and their clock; regions of the fleet file.</param>
    /// <param name="time">The clock of the lanes.</param>
    public static async Task<LanesOnClusters> StartAsync(EmbeddedFleetOptions options, TimeProvider time)
    {
        var lanes = new LanesOnClusters(await EmbeddedFleet.StartAsync(options), time);
        await lanes.SeedAsync();
        return lanes;
    }

    /// <summary>Runs a release to its end.</summary>
    /// <param name="order">What is released.</param>
    /// <param name="waves">The names of the regions that go at the same time, wave by wave.</param>
    /// <param name="show">Hears what happens.</param>
    /// <param name="controlC">Stops the lanes.</param>
    /// <returns>The record.</returns>
    public async Task<ReleaseRecord> ReleaseAsync(
        ReleaseOrder order,
        IReadOnlyList<string[]> waves,
        Action<RunEvent> show,
        CancellationToken controlC
    )
    {
        var record = NewRecord(waves);
        await ReleaseAsync(order, waves, record, this, show, controlC);
        return record.Current;
    }

    /// <summary>The same with a record that can be read meanwhile, over a way of its own.</summary>
    public async Task ReleaseAsync(
        ReleaseOrder order,
        IReadOnlyList<string[]> waves,
        RecordWriter record,
        IClusterCredentials way,
        Action<RunEvent> show,
        CancellationToken controlC
    )
    {
        using var pool = new ClusterPool(way, _time, (_, _) => { });
        var page = new LivePage(_http);
        Wave[] inOrder = [.. waves.Select((names, at) => new Wave(at + 1, [.. names.Select(RegionOf)]))];
        var lanes = new FleetRollout(order, inOrder, pool, record, page, show, _time, controlC);
        await lanes.PassGateAsync(Stage.Verify);
        await lanes.EndAsync();
    }

    public Task<ClusterEndpoint> FetchAsync(Region region, CancellationToken cancellationToken) =>
        Task.FromResult(Kubeconfig.Parse(this[region.Name].Kubeconfig, "kubeconfig").Select(region.Name));

    public async ValueTask DisposeAsync()
    {
        await _clusters.DisposeAsync();
        _http.Dispose();
    }

    private async Task SeedAsync()
    {
        foreach (var cluster in Clusters)
        {
            MigrationVariables.SeedSecret(cluster);
            foreach (var manifest in SampleCheckout.Manifests(Rules.Image, ReleaseVersion.Parse(From)))
                cluster.Apply(manifest);
        }
        foreach (var cluster in Clusters)
        {
            while (!cluster.HasRolledOut() || !await ServesAsync(cluster))
                await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    private async Task<bool> ServesAsync(EmbeddedCluster cluster)
    {
        using var page = await _http.GetAsync(cluster.PageUrl);
        return (await page.Content.ReadAsStringAsync()).Contains(From, StringComparison.Ordinal);
    }

    private Region RegionOf(string name) =>
        Rules.Regions.Single(region => region.Name == name) with
        {
            Provider = Provider.Drill,
            Url = this[name].PageUrl,
        };

    /// <summary>A record of a release that has been checked and has not begun.</summary>
    /// <param name="waves">The names of the regions, wave by wave.</param>
    /// <param name="written">Hears of every write.</param>
    public static RecordWriter NewRecord(IReadOnlyList<string[]> waves, Action<ReleaseRecord>? written = null) =>
        new(
            null,
            new ReleaseRecord
            {
                Target = "Deploy",
                Version = To,
                Actor = Holder.Name,
                Host = Holder.Host,
                StartedAt = DateTimeOffset.UnixEpoch,
                Regions =
                [
                    .. waves.SelectMany(
                        (names, at) =>
                            names.Select(name => new RegionRecord
                            {
                                Name = name,
                                Provider = "drill",
                                Wave = at + 1,
                                From = From,
                                Live = From,
                            })
                    ),
                ],
            }
        )
        {
            Written = written,
        };
}
