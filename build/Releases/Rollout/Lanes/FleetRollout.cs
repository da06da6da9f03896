using Releases.Fleets;
using Releases.Orders;
using Releases.Records;
using Releases.Regions;

namespace Releases.Rollout.Lanes;

/// <summary>All lanes of a run, wave by wave, and the gates that wait for them.</summary>
public sealed class FleetRollout
{
    private readonly IReadOnlyList<Wave> _waves;
    private readonly Dictionary<Region, RegionLane> _lanes;
    private readonly Lazy<Task> _run;

    /// <summary>Prepares the lanes. They start when the first gate is passed.</summary>
    /// <param name="order">What is released.</param>
    /// <param name="waves">The regions.</param>
    /// <param name="clusters">The regions' clusters.</param>
    /// <param name="record">The run's record. It gets an entry for each region.</param>
    /// <param name="page">Reads live pages.</param>
    /// <param name="show">Shows what happens. Many lanes call it at once.</param>
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
        _waves = waves;
        _lanes = waves.SelectMany(wave => wave.Regions).ToDictionary(region => region, LaneOf);
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

    /// <summary>Starts the lanes on the first call, and waits until every lane has left a stage.</summary>
    /// <returns>The regions that failed in the stage.</returns>
    public async Task<IReadOnlyList<(Region Region, FailureRecord Failure)>> PassGateAsync(Stage stage)
    {
        _ = _run.Value;
        var failures = new List<(Region, FailureRecord)>();
        foreach (var region in _waves.SelectMany(wave => wave.Regions))
        {
            if (await _lanes[region].WhenLeft(stage) is { } failure)
                failures.Add((region, failure));
        }
        return failures;
    }

    /// <summary>Waits for the end of all lanes. It returns at once when no lane was started.</summary>
    public Task EndAsync() => _run.IsValueCreated ? _run.Value : Task.CompletedTask;

    private Task RunAsync(CancellationToken cancellationToken) =>
        WaveRun.GoAsync(
            _waves,
            async region =>
            {
                await _lanes[region].RunAsync(cancellationToken);
                return _lanes[region].Outcome != Outcome.Failed;
            },
            (region, why) => _lanes[region].Skip(why),
            cancellationToken
        );
}
