using Loopback;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Lanes;
using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>
/// All trials of one stage, on one fleet. They mostly wait, so several run at a time. Clusters and runs share a clock:
/// on a busy machine both have more time, and neither is too late for the other.
/// </summary>
public abstract class TriedRegions(Stage stage) : IAsyncLifetime
{
    private const int AtATime = 4;

    private readonly Dictionary<string, TriedRegion> _regions = [];
    private readonly Heartbeat _heart = new();
    private HurriedTime _time = null!;
    private StagedFleet _fleet = null!;

    internal TriedRegion this[string name] => _regions[name];

    internal static TheoryData<string> Names(Stage stage) => [.. Trials(stage).Select(trial => trial.Name)];

    public async ValueTask InitializeAsync()
    {
        var trials = Trials(stage).ToArray();
        _time = new HurriedTime(_heart, Heartbeat.Pause);
        _fleet = await StagedFleet.StartAsync(_time, [.. trials.Select(trial => trial.Name)]);
        // Many runs at once may find the tag, but not race for it.
        await _fleet.PublishAsync(StagedFleet.To);
        foreach (var trial in trials)
            _regions[trial.Name] = new TriedRegion(_fleet, trial, _time, _heart);
        await Parallel.ForEachAsync(
            _regions.Values,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (region, _) => await region.RunAsync()
        );
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _fleet.DisposeAsync();
        await _time.DisposeAsync();
        await _heart.DisposeAsync();
    }

    private static IEnumerable<Trial> Trials(Stage stage) => Trial.All.Where(trial => trial.Day.Strikes == stage);
}
