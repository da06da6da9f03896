using System.Text.Json.Nodes;
using Drill;
using Pipeline.Tests.Lanes;
using Releases.Migrations;
using Releases.Records;
using Releases.Rollout;
using Releases.Rollout.Restoring;

namespace Pipeline.Tests.Schedules;

/// <summary>A release on two embedded clusters, on a day that has a schedule.</summary>
internal sealed class ScheduledRun : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private const double Hurry = 25;
    private static readonly string[] Names = ["uk", "au"];

    private readonly FaultSchedule _schedule;
    private readonly LanesOnClusters _lanes;
    private readonly CancellationTokenSource _controlC = new();
    private readonly int[] _events = new int[2];
    private int _all;

    private ScheduledRun(FaultSchedule schedule, LanesOnClusters lanes, TimeProvider time)
    {
        _schedule = schedule;
        _lanes = lanes;
        Time = time;
    }

    public EmbeddedCluster this[string region] => _lanes[region];

    /// <summary>The clock of the run and of its clusters.</summary>
    public TimeProvider Time { get; }

    /// <summary>The deploy locks that are held, each with when it was renewed.</summary>
    public string[] Leases =>
        [
            .. _lanes
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
        var time = new HurriedTime(Hurry);
        var options = new EmbeddedFleetOptions
        {
            Regions = [.. Names.Select(name => new EmbeddedRegion(name) { PageSelector = "app=web" })],
            TimeProvider = time,
            Pace = Pace.Instant,
        };
        var run = new ScheduledRun(schedule, await LanesOnClusters.StartAsync(options, time), time);
        foreach (var fault in schedule.Faults.Where(fault => fault.From == 0))
            run[Names[fault.Region]].Faults.Add(fault.Kind);
        run.Record = await run.ReleaseAsync(checkout, Limit, run.Happened, run._controlC.Token);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        await _lanes.DisposeAsync();
        _controlC.Dispose();
    }

    /// <summary>Lifts every fault, has the clusters replace what they left, and runs the same release again.</summary>
    /// <param name="checkout">A checkout that knows both versions.</param>
    public async Task<ReleaseRecord> GoAgainAsync(string checkout)
    {
        foreach (var cluster in _lanes.Clusters)
        {
            cluster.Faults.Clear();
            foreach (var pod in cluster.GetAll("pods").Where(IsStuck))
                cluster.Evict(pod["metadata"]!["name"]!.GetValue<string>());
        }
        foreach (var cluster in _lanes.Clusters)
        {
            while (cluster.GetAll("pods").Any(IsStuck) || !cluster.GetAll("deployments.apps").All(IsRolledOut))
                await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
        // Nothing is wrong now but, perhaps, a busy machine.
        return await ReleaseAsync(checkout, 20 * Limit, _ => { }, CancellationToken.None);
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

    private Task<ReleaseRecord> ReleaseAsync(
        string checkout,
        TimeSpan limit,
        Action<RunEvent> show,
        CancellationToken controlC
    ) =>
        _lanes.ReleaseAsync(
            LanesOnClusters.Order(limit) with
            {
                Restore = _schedule.Restores
                    ? new RestorePolicy(new MigrationCheck(checkout), AcceptsRisk: false)
                    : null,
            },
            _schedule.OneWave ? [Names] : [.. Names.Select(name => new[] { name })],
            show,
            controlC
        );

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
}
