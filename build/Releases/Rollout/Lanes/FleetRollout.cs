using Releases.Fleets;
using Releases.Orders;
using Releases.Records;
using Releases.Regions;

namespace Releases.Rollout.Lanes;

/// <summary>All lanes of a run, wave by wave, and the gates that wait for them.</summary>
public sealed class FleetRollout
{
    private readonly IReadOnlyList<IReadOnlyList<(Region Region, RegionLane Lane)>> _waves;
    private readonly Lazy<Task> _run;

    /// <summary>Prepares the lanes; nothing happens before the first gate is asked for.</summary>
    /// <param name="order">What is released.</param>
    /// <param name="waves">The regions.</param>
    /// <param name="clusters">Their clusters.</param>
    /// <param name="record">The run's record; gets an entry for each region.</param>
    /// <param name="page">Reads live pages.</param>
    /// <param name="show">Shows what happens; called from many lanes at once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops all lanes.</param>
    public FleetRollout(
        ReleaseOrder order,
        IReadOnlyList<Wave> waves,
        ClusterPool clusters,
        RecordWriter record,
        LivePage page,
        Action<RunEvent> show,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        _waves = [.. waves.Select(wave => wave.Regions.Select(region => (region, LaneOf(region))).ToArray())];
        _run = new Lazy<Task>(() => Task.Run(() => RunAsync(cancellationToken), CancellationToken.None));

        RegionLane LaneOf(Region region) =>
            new(
                order,
                region,
                token => clusters.ConnectAsync(region, token),
                new LaneJournal(region.Name, record, time, show),
                page,
                time
            );
    }

    /// <summary>Starts the lanes if they have not been, and waits until every lane has left a stage.</summary>
    /// <returns>The regions that failed in it.</returns>
    public async Task<IReadOnlyList<(Region Region, FailureRecord Failure)>> PassGateAsync(Stage stage)
    {
        _ = _run.Value;
        var failures = new List<(Region, FailureRecord)>();
        foreach (var (region, lane) in _waves.SelectMany(wave => wave))
        {
            if (await lane.WhenLeft(stage) is { } failure)
                failures.Add((region, failure));
        }
        return failures;
    }

    /// <summary>Waits for the end of all lanes, when they were started.</summary>
    public Task EndAsync() => _run.IsValueCreated ? _run.Value : Task.CompletedTask;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var stopped = (string?)null;
        foreach (var wave in _waves)
        {
            if (stopped is not null || cancellationToken.IsCancellationRequested)
            {
                foreach (var (_, lane) in wave)
                    lane.Skip(stopped ?? "skipped: the run was stopped before this wave");
                continue;
            }
            await Task.WhenAll(wave.Select(entry => entry.Lane.RunAsync(cancellationToken)));
            var failed = wave.Where(entry => entry.Lane.Outcome == Outcome.Failed)
                .Select(entry => entry.Region.Name)
                .ToArray();
            if (failed.Length > 0)
                stopped = $"skipped: {string.Join(", ", failed)} failed in an earlier wave";
        }
    }
}
