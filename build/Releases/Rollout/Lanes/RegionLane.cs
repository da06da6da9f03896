using Clusters.Calls;
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
/// <param name="journal">Tells the record and the screen what happens.</param>
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
    private readonly StageGates _gates = new();

    /// <inheritdoc cref="StageGates.WhenLeft"/>
    public Task<FailureRecord?> WhenLeft(Stage stage) => _gates.WhenLeft(stage);

    /// <summary>How the lane ended. <see cref="Outcome.Running"/> before that.</summary>
    public Outcome Outcome { get; private set; } = Outcome.Running;

    /// <summary>Goes through the stages. It never throws: failures go to the record and to the gates.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lane = new Lane(order, region, await connect(cancellationToken), journal, page, time);
            await GoLockedAsync(lane, cancellationToken);
            End(Outcome.Succeeded);
        }
        catch (Exception exception)
        {
            Break(LaneEnd.Of(exception, CurrentStage, cancellationToken, CancellationToken.None));
        }
    }

    /// <summary>
    /// Leaves all stages without entering one, because an earlier wave failed or the run was stopped.
    /// </summary>
    public void Skip(string reason)
    {
        journal.Say(RunEventKind.Skipped, reason);
        End(Outcome.Skipped);
    }

    // The current stage, or the stage that failed.
    private Stage? CurrentStage { get; set; }

    // A lane that changes nothing needs no lock.
    private bool Changes => order.Stages.Any(StageTable.Changes) || order.Restore is not null;

    private async Task GoLockedAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (!Changes)
        {
            await GoOrRestoreAsync(lane, cancellationToken, cancellationToken);
            return;
        }
        await using var held = await lane.TakeLockAsync(cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        try
        {
            await LaneNote.GoAsync(
                lane,
                () => GoOrRestoreAsync(lane with { Lock = held }, cancellationToken, either.Token),
                exception => LaneEnd.Of(exception, CurrentStage, cancellationToken, either.Token),
                cancellationToken
            );
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw LaneFailure.LockLost(CurrentStage, exception);
        }
    }

    private async Task GoOrRestoreAsync(Lane lane, CancellationToken interrupted, CancellationToken stopped)
    {
        var isSeen = false;
        try
        {
            lane = lane with { Found = await StaleJudgement.ReadOrThrowAsync(lane, stopped) };
            await GoAsync(lane, interrupted, stopped);
            isSeen = order.Stages.Contains(Stage.Verify);
        }
        catch (StageFailedException exception)
            when (order.Restore is not null
                && CurrentStage is Stage.SetImage or Stage.Verify
                && !stopped.IsCancellationRequested
                && lane.Lock?.Lost.IsCancellationRequested != true
            )
        {
            isSeen = true;
            throw new StageFailedException(await RestoreAsync(lane, order.Restore, exception, interrupted, stopped));
        }
        finally
        {
            if (!isSeen)
                journal.NoteLive(await LiveVersion.LookAsync(lane, interrupted));
        }
    }

    // Returns the failure with what the restoring has changed about it.
    private async Task<FailureRecord> RestoreAsync(
        Lane lane,
        RestorePolicy policy,
        StageFailedException failed,
        CancellationToken interrupted,
        CancellationToken stopped
    )
    {
        CurrentStage = Stage.Restore;
        journal.Enter(Stage.Restore);
        var result = await RestoreStage.RunAsync(
            lane,
            policy,
            failed,
            () =>
                interrupted.IsCancellationRequested
                    ? (Outcome.Interrupted, "interrupted")
                    : (Outcome.Failed, "the deploy lock was lost"),
            () => LiveVersion.LookAsync(lane, interrupted),
            stopped
        );
        // The failure's next step would look at pods that are gone now.
        var failure = failed.Failure;
        if (result.Outcome == Outcome.Succeeded)
            failure = failure with { NextStep = LaneFailure.NextStepAfterRestore(lane) };
        journal.Leave(result.Outcome, result.Detail, result.Live, failure);
        CurrentStage = null;
        return failure;
    }

    private async Task GoAsync(Lane lane, CancellationToken interrupted, CancellationToken stopped)
    {
        await PassAsync(Stage.Unapply, () => UnapplyStage.RunAsync(lane, stopped));
        await PassAsync(Stage.Migrate, () => MigrateStage.RunAsync(lane, stopped));
        await PassAsync(Stage.Apply, () => ApplyStage.RunAsync(lane, stopped));
        await PassAsync(Stage.SetImage, () => SetImageStage.RunAsync(lane, stopped));
        await PassAsync(Stage.Verify, () => VerifyStage.RunAsync(lane, stopped));

        async Task PassAsync(Stage stage, Func<Task<StageResult>> run)
        {
            if (order.Stages.Contains(stage))
                await EnterAsync(stage, run, interrupted, stopped);
            _gates.Leave(stage);
        }
    }

    private async Task EnterAsync(
        Stage stage,
        Func<Task<StageResult>> run,
        CancellationToken interrupted,
        CancellationToken stopped
    )
    {
        CurrentStage = stage;
        try
        {
            journal.Enter(stage);
            var result = await run();
            journal.Leave(result.Outcome, result.Detail, result.Live);
        }
        catch (Exception exception)
        {
            var end = LaneEnd.Of(exception, stage, interrupted, stopped);
            journal.Leave(end.Outcome, end.Detail, failure: end.Failure);
            if (end.Failure is null)
                throw;
            throw new StageFailedException(end.Failure, exception);
        }
        CurrentStage = null;
    }

    private void Break(LaneEnd end)
    {
        try
        {
            // A stage that has told its own failure is left already.
            if (CurrentStage is null && end.Failure?.Stage is null)
                journal.Say(
                    end.Outcome == Outcome.Interrupted ? RunEventKind.Interrupted : RunEventKind.Failed,
                    end.Detail
                );
            else
                journal.Leave(end.Outcome, end.Detail, failure: end.Failure);
        }
        finally
        {
            // Even when the journal throws, nobody may wait at a gate for ever.
            _gates.Leave(CurrentStage ?? end.Failure?.Stage ?? order.Stages.Min(), end.Failure);
            End(end.Outcome, end.Failure);
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
            _gates.LeaveAll();
        }
    }
}
