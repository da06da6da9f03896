using System.Text.Json.Nodes;
using Drill;
using Pipeline.Tests.Drills;
using Releases.Clusters;
using Releases.Clusters.Connections;
using Releases.Clusters.Locks;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Migrations;
using Releases.Records;
using Releases.Rollout;
using Releases.Rollout.Lanes;
using Releases.Rollout.Restoring;
using Releases.Versions;

namespace Pipeline.Tests.Schedules;

/// <summary>The lanes of a release on two embedded clusters, without a command around them, on a day that has a schedule.</summary>
internal sealed class ScheduledRun : IClusterCredentials, IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    public static readonly LockHolder Holder = new("Ada", "laptop", Environment.ProcessId);
    private const double Hurry = 25;
    private static readonly string[] Names = ["uk", "au"];
    private static readonly Fleet Rules = FleetFile.Read(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml"));

    private readonly FaultSchedule _schedule;
    private readonly HurriedTime _time = new(Hurry);
    private readonly CancellationTokenSource _controlC = new();
    private readonly HttpClient _http = new();
    private readonly int[] _events = new int[2];
    private EmbeddedFleet _clusters = null!;
    private int _all;

    private ScheduledRun(FaultSchedule schedule)
    {
        _schedule = schedule;
    }

    public EmbeddedCluster this[string region] => _clusters[region];

    /// <summary>The clock of the run and of its clusters.</summary>
    public TimeProvider Time => _time;

    /// <summary>The deploy locks that are held, each with when it was renewed.</summary>
    public string[] Leases =>
        [
            .. _clusters
                .Clusters.Select(cluster => cluster.Get("leases.coordination.k8s.io", "release")?["spec"])
                .OfType<JsonNode>()
                .Select(lease => $"{lease["holderIdentity"]}, {lease["renewTime"]}"),
        ];

    /// <summary>What the run has written down.</summary>
    public ReleaseRecord Record { get; private set; } = null!;

    /// <summary>Runs the release from its first lane to its last.</summary>
    /// <param name="schedule">The day.</param>
    /// <param name="checkout">A checkout that knows both versions.</param>
    public static async Task<ScheduledRun> OfAsync(FaultSchedule schedule, string checkout)
    {
        var run = new ScheduledRun(schedule);
        run._clusters = await EmbeddedFleet.StartAsync(
            new EmbeddedFleetOptions
            {
                Regions = [.. Names.Select(name => new EmbeddedRegion(name) { PageSelector = "app=web" })],
                TimeProvider = run._time,
                Pace = Pace.Instant,
            },
            CancellationToken.None
        );
        await run.GoAsync(checkout);
        return run;
    }

    public Task<ClusterEndpoint> FetchAsync(Region region, CancellationToken cancellationToken) =>
        Task.FromResult(Kubeconfig.Parse(this[region.Name].Kubeconfig, "kubeconfig").Select(region.Name));

    public async ValueTask DisposeAsync()
    {
        await _clusters.DisposeAsync();
        _http.Dispose();
        _controlC.Dispose();
    }

    private async Task GoAsync(string checkout)
    {
        foreach (var cluster in _clusters.Clusters)
        {
            foreach (var manifest in SampleCheckout.Sample.Manifests(Rules.Image, ReleaseVersion.Parse("1.2.2")))
                cluster.Apply(manifest);
        }
        foreach (var cluster in _clusters.Clusters)
        {
            while (!(await _http.GetStringAsync(cluster.PageUrl)).Contains("1.2.2", StringComparison.Ordinal))
                await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
        foreach (var fault in _schedule.Faults.Where(fault => fault.From == 0))
            this[Names[fault.Region]].Faults.Add(fault.Kind);
        Record = await ReleaseAsync(Order(checkout, Limit), Happened, _controlC.Token);
    }

    /// <summary>Lifts every fault, has the clusters replace what they left, and runs the same release again.</summary>
    /// <param name="checkout">A checkout that knows both versions.</param>
    public async Task<ReleaseRecord> GoAgainAsync(string checkout)
    {
        foreach (var cluster in _clusters.Clusters)
        {
            cluster.Faults.Clear();
            foreach (var pod in cluster.GetAll("pods").Where(IsStuck))
                cluster.Evict(pod["metadata"]!["name"]!.GetValue<string>());
        }
        foreach (var cluster in _clusters.Clusters)
        {
            while (cluster.GetAll("pods").Any(IsStuck) || !cluster.GetAll("deployments.apps").All(IsRolledOut))
                await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
        // Nothing is wrong now but, perhaps, a busy machine.
        return await ReleaseAsync(Order(checkout, 20 * Limit), _ => { }, CancellationToken.None);
    }

    // A migration that hangs looks like one that runs; both may be started anew.
    private static bool IsStuck(JsonObject pod) =>
        pod["status"]!["phase"]!.GetValue<string>() is not ("Succeeded" or "Failed")
        && (
            pod["metadata"]!["labels"]?["job-name"] is not null
            || !pod["status"]!
                .ToJsonString()
                .Contains("\"type\":\"Ready\",\"status\":\"True\"", StringComparison.Ordinal)
        );

    // The controller has given up on none, and has seen the end of each.
    private static bool IsRolledOut(JsonObject deployment) =>
        deployment["status"]!.ToJsonString().Contains("\"NewReplicaSetAvailable\"", StringComparison.Ordinal);

    private async Task<ReleaseRecord> ReleaseAsync(
        ReleaseOrder order,
        Action<RunEvent> show,
        CancellationToken controlC
    )
    {
        var record = new RecordWriter(null, FirstRecord());
        using var pool = new ClusterPool(this, _time, (_, _) => { });
        var page = new LivePage(_http);
        var lanes = new FleetRollout(order, Waves(), pool, record, page, show, _time, controlC);
        await lanes.PassGateAsync(Stage.Verify);
        await lanes.EndAsync();
        return record.Current;
    }

    // The schedule is in events of the lanes, not in time, so that the same day goes the same way on a slow machine.
    private void Happened(RunEvent happened)
    {
        if (Interlocked.Increment(ref _all) == _schedule.InterruptedAt)
            _controlC.Cancel();
        var region = Array.IndexOf(Names, happened.Region);
        var count = Interlocked.Increment(ref _events[region]);
        foreach (var fault in _schedule.Faults.Where(fault => fault.Region == region))
        {
            if (count == fault.From)
                this[happened.Region].Faults.Add(fault.Kind);
            else if (count == fault.From + fault.Lasts)
                this[happened.Region].Faults.Remove(fault.Kind);
        }
    }

    private ReleaseOrder Order(string checkout, TimeSpan limit) =>
        new()
        {
            Version = ImageTag.TryParse("1.2.3")!,
            Image = Rules.Image,
            Fleet = Rules,
            Actor = "Ada",
            Ref = "1.2.3",
            Stages = new HashSet<Stage> { Stage.Migrate, Stage.SetImage, Stage.Verify },
            Holder = Holder,
            MigrationTimeout = limit,
            RolloutTimeout = limit,
            Restore = _schedule.Restores ? new RestorePolicy(new MigrationCheck(checkout), AcceptsRisk: false) : null,
        };

    private IReadOnlyList<Wave> Waves()
    {
        var regions = Names
            .Select(name =>
                Rules.Regions.Single(region => region.Name == name) with
                {
                    Provider = Provider.Drill,
                    Url = this[name].PageUrl,
                }
            )
            .ToArray();
        return _schedule.OneWave ? [new Wave(1, regions)] : [new Wave(1, [regions[0]]), new Wave(2, [regions[1]])];
    }

    private static ReleaseRecord FirstRecord() =>
        new()
        {
            Target = "Deploy",
            Version = "1.2.3",
            Actor = "Ada",
            Host = "laptop",
            StartedAt = DateTimeOffset.UnixEpoch,
            Regions =
            [
                .. Names.Select(name => new RegionRecord
                {
                    Name = name,
                    Provider = "drill",
                    Wave = 1,
                }),
            ],
        };
}
