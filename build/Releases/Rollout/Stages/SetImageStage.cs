using Clusters.Calls;
using Foundation.Failures;
using Foundation.Text;
using Foundation.Timing;
using Releases.Records;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>Sets the new images on the workloads that the fleet's rules select.</summary>
public sealed class SetImageStage
{
    private readonly Lane _lane;
    private readonly WorkloadApi _api;

    private SetImageStage(Lane lane)
    {
        _lane = lane;
        _api = new WorkloadApi(lane.Cluster);
    }

    /// <summary>Runs the stage.</summary>
    /// <exception cref="ReleaseException">
    /// A workload cannot be changed. Workloads that were changed before keep their new image.
    /// </exception>
    public static async Task<StageResult> RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        var stage = new SetImageStage(lane);
        var (attempt, changed) = (0, 0);
        while (true)
        {
            try
            {
                return await stage.SetAllAsync(cancellationToken);
            }
            catch (ReleaseException exception) when (ChangeOutcome.IsUnknown(exception))
            {
                // The attempts are those of one workload.
                attempt = lane.Journal.ChangedWorkloads > changed ? 1 : attempt + 1;
                changed = lane.Journal.ChangedWorkloads;
                if (attempt >= UnclearChange.Attempts)
                    throw;
                // Reading the workloads again shows which changes have arrived. Only the rest is sent again.
                await UnclearChange.WaitAsync(lane, exception, "reading what has arrived", attempt, cancellationToken);
            }
        }
    }

    private async Task<StageResult> SetAllAsync(CancellationToken cancellationToken)
    {
        var changes = await ImageChanges.PlanAsync(_api, _lane.Order, _lane.Cluster.Region, cancellationToken);
        _lane.Journal.NoteFrom(ImageChanges.VersionOf(changes));
        foreach (var change in changes)
        {
            _lane.Open.See(change.Workload);
            if (!change.IsNone)
                await SetAsync(change, cancellationToken);
        }
        var changed = _lane.Journal.ChangedWorkloads;
        return changed == 0
            ? StageResult.NothingToDo(AllHave(changes.Count))
            : StageResult.Done($"{changed} of {Counted.Of(changes.Count, "workload")} changed");
    }

    private string AllHave(int count) =>
        count == 1
            ? $"the workload has {_lane.Order.Version} already"
            : $"all {count} workloads have {_lane.Order.Version} already";

    private async Task SetAsync(ImageChange change, CancellationToken cancellationToken)
    {
        await _lane.BeforeChangeAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        await _lane.Open.SendAsync(
            change.Workload,
            change.Changed,
            () => Note(change),
            () => _api.SetImageAsync(change.Workload, change.Changed, Annotations(change), cancellationToken)
        );
        Note(change);
    }

    private void Note(ImageChange change)
    {
        var workload = change.Workload;
        _lane.Changes.Note(workload);
        _lane.Journal.NoteWorkload(new WorkloadRecord(workload.Kind.ToString(), workload.Name, change.From, change.To));
        var images = change
            .Changed.GroupBy(container => container.Image)
            .Select(group => $"{string.Join(", ", group.Select(container => container.Name))} -> {group.Key}");
        _lane.Journal.Say($"{workload}: {string.Join("; ", images)}");
    }

    private Dictionary<string, string?> Annotations(ImageChange change) =>
        new(ReleaseAnnotations.Of(change, _lane.Order))
        {
            [ReleaseLabels.At] = UtcText.OfSecond(_lane.Cluster.Connection.Clock.Now),
        };
}
