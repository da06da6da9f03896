using Clusters.Calls;
using Clusters.Locks;
using Releases.Fleets;
using Releases.Orders;
using Releases.Records;
using Releases.Rollout.Restoring;
using Releases.Rollout.Stages;

namespace Releases.Rollout.Lanes;

/// <summary>One region's way through the stages.</summary>
/// <param name="order">What is released.</param>
/// <param name="region">The region.</param>
/// <param name="connect">Connects to the region's cluster.</param>
/// <param name="journal">Where what happens is told.</param>
/// <param name="page">Reads live pages.</param>
/// <param name="time">The clock.</param>
internal sealed class RegionLane(
    ReleaseOrder order,
    Region region,
    Func<CancellationToken, Task<RegionCluster>> connect,
    LaneJournal journal,
    LivePage page,
    TimeProvider time
)
{
    private static readonly TimeSpan LongLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortLook = TimeSpan.FromSeconds(1);

    // Whoever waits at a gate goes on elsewhere: on the lane's own thread it could wait for the lane's end, and for ever.
    private readonly Dictionary<Stage, TaskCompletionSource<FailureRecord?>> _left = Enum.GetValues<Stage>()
        .ToDictionary(
            stage => stage,
            _ => new TaskCompletionSource<FailureRecord?>(TaskCreationOptions.RunContinuationsAsynchronously)
        );

    /// <summary>Completes when the lane has left a stage, with what went wrong in it.</summary>
    public Task<FailureRecord?> WhenLeft(Stage stage) => _left[stage].Task;

    /// <summary>Whether the lane went through all of its stages.</summary>
    public Outcome Outcome { get; private set; } = Outcome.Running;

    /// <summary>Goes through the stages. Never throws: what went wrong is in the record and at the gates.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lane = new Lane(order, region, await connect(cancellationToken), journal, page, time);
            await GoLockedAsync(lane, cancellationToken);
            End(Outcome.Succeeded);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Break(Outcome.Interrupted, null, "interrupted");
        }
        catch (Exception exception)
        {
            var failure = LaneFailure.Of(exception, CurrentStage);
            Break(Outcome.Failed, failure, failure.Message);
        }
    }

    /// <summary>Leaves all stages without entering one, because an earlier wave failed or the run was stopped.</summary>
    public void Skip(string reason)
    {
        journal.Say(RunEventKind.Skipped, reason);
        End(Outcome.Skipped);
    }

    private Stage? CurrentStage { get; set; }

    // Who only looks needs no lock.
    private bool Changes => order.Stages.Any(stage => stage != Stage.Verify) || order.Restore is not null;

    private async Task GoLockedAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (!Changes)
        {
            await GoOrRestoreAsync(lane, cancellationToken, cancellationToken);
            return;
        }
        await using var held = await DeployLock.TakeAsync(
            lane.Cluster,
            order.Holder,
            order.LockWait,
            text => journal.Say(RunEventKind.Waiting, text),
            time,
            cancellationToken
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        try
        {
            await GoOrRestoreAsync(lane with { Lock = held }, cancellationToken, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw LaneFailure.LockLost(CurrentStage);
        }
    }

    private async Task GoOrRestoreAsync(Lane lane, CancellationToken interrupted, CancellationToken stopped)
    {
        var isVerified = false;
        try
        {
            await GoAsync(lane, stopped);
            isVerified = order.Stages.Contains(Stage.Verify);
        }
        catch (Exception exception)
            when (order.Restore is not null
                && CurrentStage is Stage.SetImage or Stage.Verify
                && !stopped.IsCancellationRequested
                && lane.Lock?.Lost.IsCancellationRequested != true
            )
        {
            var failure = LaneFailure.Of(exception, CurrentStage);
            journal.Leave(Outcome.Failed, failure.Message);
            var restored = await RestoreAsync(lane, order.Restore, interrupted, stopped);
            // What the failure advises to look at is gone when the former images are back.
            throw new StageFailedException(restored ? failure with { NextStep = AfterRestore(lane) } : failure);
        }
        finally
        {
            // Whoever has pressed Ctrl-C waits for this.
            var limit = interrupted.IsCancellationRequested ? ShortLook : LongLook;
            journal.NoteLive(isVerified ? order.Version.Text : await LiveVersion.ReadAsync(lane, limit));
        }
    }

    private async Task<bool> RestoreAsync(
        Lane lane,
        RestorePolicy policy,
        CancellationToken interrupted,
        CancellationToken stopped
    )
    {
        CurrentStage = Stage.Restore;
        journal.Enter(Stage.Restore);
        var result = await RestoreStage.RunAsync(
            lane,
            policy,
            () =>
                interrupted.IsCancellationRequested
                    ? (Outcome.Interrupted, "interrupted")
                    : (Outcome.Failed, "the deploy lock was lost"),
            stopped
        );
        journal.Leave(result.Outcome, result.Detail);
        CurrentStage = null;
        return result.Outcome == Outcome.Succeeded;
    }

    // After a drill, a command for a region of that name would mean the real one.
    private static string AfterRestore(Lane lane) =>
        lane.Region.Provider == Provider.Drill
            ? "mend what is said above, then release again"
            : $"mend what is said above, then release again; the same version if it is not at fault: ./build.sh --target=Deploy --version={lane.Order.Version} --regions={lane.Cluster.Region}";

    private async Task GoAsync(Lane lane, CancellationToken cancellationToken)
    {
        await PassAsync(Stage.Unapply, () => UnapplyStage.RunAsync(lane, cancellationToken));
        await PassAsync(Stage.Migrate, () => MigrateStage.RunAsync(lane, cancellationToken));
        await PassAsync(Stage.SetImage, () => SetImageStage.RunAsync(lane, cancellationToken));
        await PassAsync(Stage.Verify, () => VerifyStage.RunAsync(lane, cancellationToken));
    }

    private async Task PassAsync(Stage stage, Func<Task<StageResult>> run)
    {
        if (order.Stages.Contains(stage))
        {
            CurrentStage = stage;
            journal.Enter(stage);
            var result = await run();
            journal.Leave(result.Outcome, result.Detail);
            CurrentStage = null;
        }
        _left[stage].TrySetResult(null);
    }

    private void Break(Outcome outcome, FailureRecord? failure, string detail)
    {
        try
        {
            if (CurrentStage is not null)
                journal.Leave(outcome, detail);
            // A stage that was left already, to restore the region, has told why.
            else if (failure?.Stage is null)
                journal.Say(outcome == Outcome.Interrupted ? RunEventKind.Interrupted : RunEventKind.Failed, detail);
        }
        finally
        {
            // Whatever the telling meets, nobody may wait at a gate for ever.
            _left[CurrentStage ?? failure?.Stage ?? order.Stages.Min()].TrySetResult(failure);
            End(outcome, failure);
        }
    }

    private void End(Outcome outcome, FailureRecord? failure = null)
    {
        Outcome = outcome;
        try
        {
            journal.Close(outcome, failure);
        }
        finally
        {
            foreach (var gate in _left.Values)
                gate.TrySetResult(null);
        }
    }
}
