using Clusters.Calls;
using Foundation.Failures;
using Foundation.Text;
using Foundation.Timing;
using Releases.Orders;
using Releases.Records;
using Releases.Rollout.Stages;
using Releases.Workloads;

namespace Releases.Rollout.Restoring;

/// <summary>
/// Gives the workloads of a failed region their former images back, and watches until these serve again.
/// </summary>
internal sealed class RestoreStage
{
    private readonly Lane _lane;
    private readonly RestorePolicy _policy;
    private readonly WorkloadApi _api;
    private readonly Deadline _deadline;
    private readonly List<string> _restored = [];
    private readonly List<string> _left = [];

    private RestoreStage(Lane lane, RestorePolicy policy)
    {
        _lane = lane;
        _policy = policy;
        _api = new WorkloadApi(lane.Cluster);
        _deadline = new Deadline(lane.Time, lane.Order.RolloutTimeout);
    }

    /// <summary>Runs the stage. It never throws: the failure that led here is the one to report.</summary>
    /// <param name="lane">The region.</param>
    /// <param name="policy">When the region may go back.</param>
    /// <param name="failed">How the release has failed there.</param>
    /// <param name="stopped">Says why the token was cancelled.</param>
    /// <param name="look">Reads what the region serves at the end of the stage.</param>
    /// <param name="cancellationToken">Stops before the next change.</param>
    public static async Task<StageResult> RunAsync(
        Lane lane,
        RestorePolicy policy,
        StageFailedException failed,
        Func<(Outcome Outcome, string Reason)> stopped,
        Func<Task<Serving>> look,
        CancellationToken cancellationToken
    )
    {
        if (RestoreCause.ObjectionTo(lane, failed) is { } objection)
            return new StageResult(Outcome.Refused, $"not rolled back: {objection}") { Live = await look() };
        var end = await new RestoreStage(lane, policy).EndAsync(stopped, cancellationToken);
        // This reading may show a change whose answer did not come.
        var live = await look();
        return end() with { Live = live };
    }

    private async Task<Func<StageResult>> EndAsync(
        Func<(Outcome Outcome, string Reason)> stopped,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var result = await RestoreAsync(cancellationToken);
            return () => result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var (outcome, reason) = stopped();
            return () => new StageResult(outcome, $"{reason}: {Standing}");
        }
        catch (Exception exception)
        {
            var reason = exception.Message.ReplaceLineEndings(" ");
            return () => new StageResult(Outcome.Failed, $"{reason}; {Standing}");
        }
    }

    private string Standing
    {
        get
        {
            var open = _lane.Open.Workloads;
            var left = _left.Except(open).ToArray();
            var parts = new[]
            {
                _restored.Count == 0
                    ? "no workload has its former images back"
                    : $"back: {string.Join(", ", _restored)}",
                left.Length == 0 ? null : $"still {_lane.Order.Version}: {string.Join(", ", left)}",
                open.Count == 0 ? null : $"not known: {string.Join(", ", open)}",
            };
            return string.Join("; ", parts.OfType<string>());
        }
    }

    private async Task<StageResult> RestoreAsync(CancellationToken cancellationToken)
    {
        var restorations = await PlanAsync(cancellationToken);
        if (restorations.Length == 0)
            return StageResult.NothingToDo(
                $"no workload has {_lane.Order.Version}{(_lane.Open.Words is { } late ? $", but {late}" : "")}"
            );
        _left.AddRange(restorations.Select(restoration => restoration.Workload.ToString()));
        var known = restorations.Where(restoration => restoration.Containers.Count > 0).ToArray();
        if (known.Length == 0)
            return new StageResult(
                Outcome.Refused,
                $"not rolled back: no workload has a note of the images that it ran before {_lane.Order.Version}"
            );
        if (await RestoreGuard.ObjectionAsync(_lane, _policy, known, cancellationToken) is { } objection)
            return new StageResult(Outcome.Refused, $"not rolled back: {objection}");
        foreach (var restoration in known)
            await RestoreAsync(restoration, cancellationToken);
        var serving = await WatchAsync(known, cancellationToken);
        if (_lane.Open.Words is { } open)
            return new StageResult(Outcome.Failed, $"{open}; {Standing}");
        return restorations.All(restoration => restoration.IsKnown)
            ? StageResult.Done(
                $"{Counted.Of(known.Length, "workload has its", "workloads have their")} former images back, {serving}"
            )
            : new StageResult(
                Outcome.Failed,
                $"{Unknown(restorations)} had before {_lane.Order.Version} is not known; {Standing}"
            );
    }

    private async Task<Restoration[]> PlanAsync(CancellationToken cancellationToken)
    {
        var changes = await ImageChanges.PlanAsync(_api, _lane.Order, _lane.Region.Name, cancellationToken);
        foreach (var change in changes)
            _lane.Open.See(change.Workload);
        return [.. changes.Select(change => Restoration.Plan(change, _lane.Order.Version)).OfType<Restoration>()];
    }

    private async Task RestoreAsync(Restoration restoration, CancellationToken cancellationToken)
    {
        await SetImageAsync(restoration, cancellationToken);
        Note(restoration);
    }

    private void Note(Restoration restoration)
    {
        var workload = restoration.Workload;
        _lane.Changes.Note(workload);
        _left.Remove(workload.ToString());
        _restored.Add(workload.ToString());
        _deadline.Speak();
        var images = restoration.Containers.Select(container => $"{container.Name} -> {container.Image}");
        _lane.Journal.Say($"{workload}: {string.Join(", ", images)}");
    }

    // Setting the same images twice is harmless, so a change that may have happened is sent again.
    private async Task SetImageAsync(Restoration restoration, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await _lane.BeforeChangeAsync(cancellationToken);
            try
            {
                await _lane.Open.SendAsync(
                    restoration.Workload,
                    restoration.Containers,
                    () => Note(restoration),
                    () =>
                        _api.SetImageAsync(
                            restoration.Workload,
                            restoration.Containers,
                            Annotations(restoration),
                            cancellationToken
                        )
                );
                return;
            }
            catch (ReleaseException exception)
                when (ChangeOutcome.IsUnknown(exception) && attempt < UnclearChange.Attempts)
            {
                await UnclearChange.WaitAsync(_lane, exception, "once more", attempt, cancellationToken);
            }
        }
    }

    private async Task<string> WatchAsync(Restoration[] restored, CancellationToken cancellationToken)
    {
        var wanted = WantedImages.Of(restored.Select(each => (each.Workload, each.Containers)));
        try
        {
            await using var observation = await RegionObservation.StartAsync(_lane, cancellationToken);
            await new RolloutWatch(_lane, observation, _deadline, wanted, isWayBack: true).WaitAsync(cancellationToken);
        }
        catch (StageFailedException) when (wanted.Lost is { } lost)
        {
            _restored.Remove(lost);
            throw;
        }
        // With several versions the page could show any of them.
        return restored.Select(restoration => restoration.Version).Distinct().ToArray() is [{ } version]
            ? await LivePageWatch.WaitAsync(_lane, version, _deadline, cancellationToken)
            : "of several versions";
    }

    private static string Unknown(IEnumerable<Restoration> restorations) =>
        "what "
        + string.Join(
            ", ",
            restorations.Where(restoration => !restoration.IsKnown).Select(restoration => restoration.Workload)
        );

    private Dictionary<string, string?> Annotations(Restoration restoration) =>
        new()
        {
            [ReleaseLabels.Former] = null,
            [WorkloadApi.ChangeCause] =
                $"back to {restoration.Version ?? "its former images"} after release {_lane.Order.Version} failed, by {_lane.Order.Actor}",
            [ReleaseLabels.Actor] = _lane.Order.Actor,
            [ReleaseLabels.At] = UtcText.OfSecond(_lane.Cluster.Connection.Clock.Now),
        };
}
