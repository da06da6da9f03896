using Foundation.Timing;
using k8s.Models;
using Releases.Records;
using Releases.Rollout.Diagnosis;
using Releases.Rollout.Status;

namespace Releases.Rollout.Stages;

/// <summary>Follows the rollout of all workloads of a region until it is done or cannot be done any more.</summary>
/// <param name="lane">The region.</param>
/// <param name="observation">The watch of the region's cluster.</param>
/// <param name="deadline">The limit.</param>
/// <param name="wanted">The images that the workloads have to keep.</param>
/// <param name="isWayBack">Whether this run's changes go back from a newer version.</param>
internal sealed class RolloutWatch(
    Lane lane,
    RegionObservation observation,
    Deadline deadline,
    WantedImages wanted,
    bool isWayBack
)
{
    private readonly Dictionary<string, string> _said = [];
    private readonly Dictionary<string, SymptomLedger> _ledgers = [];
    private readonly OrderedWayBack _order = new(lane);
    private readonly Dictionary<string, bool> _foundStopped = [];
    private readonly RestartProof _proof = new(lane.Time, lane.Order.Patience);

    /// <summary>Waits until all workloads are rolled out.</summary>
    /// <returns>The states of the workloads then.</returns>
    /// <exception cref="StageFailedException">
    /// A workload cannot be rolled out any more, does not have its image any more, or the time is up.
    /// </exception>
    public async Task<IReadOnlyList<WorkloadState>> WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan? untilFatal = null;
        while (true)
        {
            await observation.WaitAsync(deadline.Wait(untilFatal), cancellationToken);
            var isCurrent = observation.IsCurrent;
            var state = observation.State;
            var (workloads, untilProven) = state is null ? ([], null) : Judged(state);
            foreach (var workload in workloads)
                Say(workload, PodsOf(workloads));
            if (state is not null && wanted.LostIn(workloads) is { } lost)
                throw VerifyFailure.Lost(lane, lost);
            if (workloads.Length > 0 && workloads.All(workload => workload.Status.IsDone))
                return workloads;
            var open = workloads.Where(workload => !workload.Status.IsDone).ToArray();
            // What was seen before the connection broke may have healed since. It is judged when the cluster tells
            // again.
            foreach (var workload in isCurrent ? open : [])
                await ThrowIfDeadAsync(workload, cancellationToken);
            // Only open workloads count. Old symptoms of a finished workload must not wake the watch.
            untilFatal = isCurrent ? open.Select(UntilFatal).Append(untilProven).Min() : null;
            if (deadline.IsOver)
                throw await TooLongAsync(workloads, isCurrent, cancellationToken);
            if (deadline.IsSilent)
                lane.Journal.Say(RunEventKind.Waiting, Waiting(workloads));
        }
    }

    // A workload whose counts are complete is still open while a restarted container of its newest pods may crash
    // again.
    private (WorkloadState[] Workloads, TimeSpan? UntilProven) Judged(RegionState state)
    {
        var now = lane.Cluster.Connection.Clock.Now;
        var restarted = state
            .Pods.Where(pod => pod.Status?.ContainerStatuses?.Any(status => status.RestartCount > 0) == true)
            .ToArray();
        TimeSpan? untilProven = null;
        var workloads = state
            .Workloads()
            .Select(workload =>
            {
                if (
                    !workload.Status.HasAllPods
                    || _proof.Of(restarted.Where(pod => workload.Family.Contains(pod.Uid())), now) is not { } unproven
                )
                    return workload;
                untilProven = untilProven < unproven.Left ? untilProven : unproven.Left;
                return workload with { Status = workload.Status with { IsDone = false, Text = $"{unproven}" } };
            })
            .ToArray();
        return (workloads, untilProven);
    }

    private void Say(WorkloadState workload, PodCount pods)
    {
        var name = workload.Workload.ToString();
        var text = workload.Status.Text;
        if (_said.TryGetValue(name, out var said) && said == text)
            return;
        _said[name] = text;
        deadline.Speak();
        lane.Journal.Say($"{name}: {text}", pods);
    }

    private static PodCount PodsOf(IReadOnlyList<WorkloadState> workloads) =>
        new(workloads.Sum(workload => workload.Status.Ready), workloads.Sum(workload => workload.Status.Wanted));

    private async Task ThrowIfDeadAsync(WorkloadState workload, CancellationToken cancellationToken)
    {
        NoteStop(workload);
        if (isWayBack)
            await _order.GoOnAsync(workload, cancellationToken);
        var ledger = LedgerOf(workload);
        ledger.Note(workload.Symptoms);
        if (ledger.Fatal is { } symptom)
            throw await VerifyFailure.DeadAsync(lane, workload, symptom, observation.State!, cancellationToken);
        SymptomNews.Tell(lane.Journal, ledger, workload.Workload.ToString());
        if (workload.Status.Stop is { } stop && UntilItCounts(workload, stop) is null)
            throw await VerifyFailure.StoppedAsync(
                lane,
                workload,
                stop,
                ledger.Foremost,
                observation.State!,
                cancellationToken
            );
    }

    private TimeSpan? UntilFatal(WorkloadState workload) =>
        new[]
        {
            LedgerOf(workload).UntilFatal,
            workload.Status.Stop is { } stop ? UntilItCounts(workload, stop) : null,
        }.Min();

    // After a way back, the cluster may still report the rollout that was left. Its report counts only when it can be
    // about the way back. A report that is older than this run may be about a cause that was repaired since. Kubernetes
    // takes it back when a pod makes progress.
    private TimeSpan? UntilItCounts(WorkloadState workload, RolloutStop stop) =>
        lane.Changes.Of(workload.Workload) is { } age ? (isWayBack ? stop.Until(age, lane.Order.Patience) : null)
        : _foundStopped.GetValueOrDefault($"{workload.Workload}") && stop.After > TimeSpan.Zero
            ? (stop with { After = Grace.BackOff }).Until(deadline.Elapsed, lane.Order.Patience)
        : null;

    // Only the first look finds what was there before. Progress ends it.
    private void NoteStop(WorkloadState workload)
    {
        var name = workload.Workload.ToString();
        if (workload.Status.Stop is not { } stop)
            _foundStopped[name] = false;
        else if (
            _foundStopped.TryAdd(name, true)
            && lane.Changes.Of(workload.Workload) is null
            && UntilItCounts(workload, stop) is { } left
        )
            lane.Journal.Say(
                RunEventKind.Trouble,
                $"{name}: {stop.Reason} was there before this run, and its cause may have been repaired; fatal if it lasts {DurationText.OfLimit(TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds)))}"
            );
    }

    private async Task<StageFailedException> TooLongAsync(
        WorkloadState[] workloads,
        bool isCurrent,
        CancellationToken cancellationToken
    )
    {
        if (workloads.FirstOrDefault(workload => !workload.Status.IsDone) is not { } late)
            return VerifyFailure.Unseen(lane, deadline);
        if (!isCurrent)
            return VerifyFailure.Unread(lane, late, deadline);
        var stop = new RolloutStop(
            "RolloutTimeout",
            $"not rolled out within {DurationText.OfLimit(deadline.Limit)}: {late.Status.Text}"
        );
        return await VerifyFailure.StoppedAsync(
            lane,
            late,
            stop,
            LedgerOf(late).Foremost,
            observation.State!,
            cancellationToken
        );
    }

    private SymptomLedger LedgerOf(WorkloadState workload)
    {
        var name = workload.Workload.ToString();
        if (!_ledgers.TryGetValue(name, out var ledger))
            _ledgers[name] = ledger = new SymptomLedger(lane.Time, lane.Order.Patience);
        return ledger;
    }

    private static string Waiting(IEnumerable<WorkloadState> workloads)
    {
        var open = workloads.Where(workload => !workload.Status.IsDone).ToArray();
        return open.Length == 0
            ? "waiting for the cluster to show the workloads"
            : string.Join("; ", open.Select(workload => $"{workload.Workload}: {workload.Status.Text}"));
    }
}
