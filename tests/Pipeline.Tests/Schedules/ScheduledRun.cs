using System.Text.Json.Nodes;
using Clusters.Locks;
using Drill;
using Drill.Faults;
using Drill.Settings;
using Loopback;
using Pipeline.Tests.Lanes;
using Releases.Orders;
using Releases.Records;
using Releases.Regions;
using Releases.Rollout;

namespace Pipeline.Tests.Schedules;

/// <summary>A release on two embedded clusters, on a day that has a schedule.</summary>
internal sealed class ScheduledRun : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Names = ["uk", "au"];

    // Whoever comes after a process that was killed sits elsewhere, and cannot see that it is gone.
    private static readonly LockHolder Next = LanesOnClusters.Holder with { Host = "elsewhere", Place = "there" };

    private readonly FaultSchedule _schedule;
    private readonly LanesOnClusters _lanes;
    private readonly CuttableLink _link;
    private readonly CancellationTokenSource _controlC = new();
    private readonly RecordWriter _record;
    private readonly int[] _events = new int[2];
    private int _all;
    private int _writes;

    private readonly HurriedTime _time;

    private ScheduledRun(FaultSchedule schedule, LanesOnClusters lanes, HurriedTime time)
    {
        _schedule = schedule;
        _lanes = lanes;
        _link = new CuttableLink(lanes.Clusters);
        _record = LanesOnClusters.NewRecord(Waves, Written);
        _time = time;
    }

    public EmbeddedCluster this[string region] => _lanes[region];

    /// <summary>The clock of the run and of its clusters.</summary>
    public TimeProvider Time => _time;

    /// <summary>The deploy locks that are held, each with when it was renewed.</summary>
    public string[] Leases =>
        [
            .. _lanes
                .Clusters.Select(cluster => cluster.Get("leases.coordination.k8s.io", "release")?["spec"])
                .OfType<JsonNode>()
                .Select(lease => $"{lease["holderIdentity"]}, {lease["renewTime"]}"),
        ];

    /// <summary>Whether the run was killed; then its record ends where that was.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>Whether the day has a fault in a region.</summary>
    public bool Has(string region, FaultKind kind) =>
        _schedule.Faults.Any(fault => Names[fault.Region] == region && fault.Kind == kind);

    /// <summary>What the run has written down.</summary>
    public ReleaseRecord Record { get; private set; } = null!;

    /// <summary>Runs the release from its first lane to its last.</summary>
    /// <param name="schedule">The day.</param>
    /// <param name="checkout">A checkout that knows both versions.</param>
    /// <param name="heart">What the clock goes by.</param>
    public static async Task<ScheduledRun> OfAsync(FaultSchedule schedule, string checkout, Heartbeat heart)
    {
        var time = new HurriedTime(heart, Step);
        var options = new EmbeddedFleetOptions
        {
            Regions = [.. Names.Select(name => new EmbeddedRegion(name) { PageSelector = "app=web" })],
            TimeProvider = time,
            Pace = Pace.Instant,
        };
        var run = new ScheduledRun(schedule, await LanesOnClusters.StartAsync(options, time), time);
        foreach (var fault in schedule.Faults.Where(fault => fault.From == 0))
            run[Names[fault.Region]].Faults.Add(fault.Kind);
        IClusterCredentials way = schedule.End is EarlyEnd.Kill or EarlyEnd.KillAfterWrite ? run._link : run._lanes;
        var order = run.Order(checkout, Limit);
        await run._lanes.ReleaseAsync(order, run.Waves, run._record, way, run.Happened, run._controlC.Token);
        if (!run.IsKilled)
            run.Record = run._record.Current;
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _lanes.DisposeAsync();
        await _time.DisposeAsync();
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
        return await _lanes.ReleaseAsync(
            Order(checkout, 20 * Limit) with
            {
                Holder = Next,
            },
            Waves,
            _ => { },
            CancellationToken.None
        );
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

    private IReadOnlyList<string[]> Waves => _schedule.OneWave ? [Names] : [.. Names.Select(name => new[] { name })];

    private ReleaseOrder Order(string checkout, TimeSpan limit) =>
        LanesOnClusters.Order(limit) with
        {
            Restore = _schedule.Restores ? ScheduleChecks.Restoring(checkout) : null,
        };

    // The schedule is in events of the lanes, not in time, so that the same day goes the same way on a slow machine.
    private void Happened(RunEvent happened)
    {
        if (Interlocked.Increment(ref _all) == _schedule.EndsAt)
        {
            if (_schedule.End == EarlyEnd.Kill)
                Kill();
            else if (_schedule.End == EarlyEnd.ControlC)
                _controlC.Cancel();
        }
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

    private void Written(ReleaseRecord record)
    {
        if (_schedule.End == EarlyEnd.KillAfterWrite && ++_writes == _schedule.EndsAt)
            Kill(record);
    }

    // A process ends with all its lanes at once: none may send another call between the look at the record and the cut.
    private void Kill() =>
        _record.Update(record =>
        {
            Kill(record);
            return record;
        });

    private void Kill(ReleaseRecord left)
    {
        _link.Cut();
        Record = left;
        IsKilled = true;
        // Of a process that was killed nothing reaches a cluster any more, so how its lanes end here is nobody's
        // business.
        _ = _controlC.CancelAsync();
    }
}
