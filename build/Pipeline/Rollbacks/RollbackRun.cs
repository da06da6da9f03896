using Foundation.Failures;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Terminal;
using Releases.Orders;
using Releases.Plans;
using Releases.Records;

namespace Pipeline.Rollbacks;

/// <summary>Takes every region back to an older version, from what it really runs.</summary>
internal static class RollbackRun
{
    /// <summary>Checks, judges, asks, then sends the lanes.</summary>
    /// <exception cref="UsageException">The version is none.</exception>
    /// <exception cref="RefusedException">A check, the verdict or the person who was asked said no; nothing was
    /// touched.</exception>
    /// <exception cref="LanesFailedException">Regions failed.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        if (context.TaskNames.Count > 1)
            throw new UsageException("Rollback runs alone: give no other --target beside it");
        Confirmation.RequireSomebody(context);
        var order = await ReleaseOrders.OfRollbackAsync(context);
        var to =
            order.Version.Version
            ?? throw new UsageException($"Rollback goes back to a version X.Y.Z, and '{order.Version}' is none");
        var regions = await RollbackPreflight.RunAsync(context, order);
        context.NoteJudged(regions);
        order = order with { Judged = context.Judged };
        var starts = await RollbackStarts.JudgeAsync(context, to, regions);
        var contents = await ContentsAsync(context, regions);
        context.Record.Update(record =>
            record with
            {
                Contents = contents,
                Migrations = [.. starts.Select(start => start.Verdict!)],
            }
        );
        foreach (var line in ContentLines.Of(contents, to.ToString()))
            context.Say(line);
        VerdictReport.Write(context.RunEnvironment.Output, starts, OutputFormats.Table);
        RestorePointLines.Write(context.RunEnvironment.Output, regions, starts);
        var risk = RollbackRisk.Of(starts, context.Options, StayingRegions.BesideOthers(context, regions, to));
        if (risk.Refusals.Count > 0)
            throw new RefusedException(risk.Refusals, risk.NextStep);
        if (context.Options.UnapplyMigrations)
            order = order with { Unapply = await UnapplyWays.PlanAsync(context, order, starts) };
        foreach (var warning in risk.Warnings)
            context.Say($"warning: {warning}");
        await RollbackQuestion.AskAsync(context, to, regions, contents, risk);
        await GoAsync(context, order);
    }

    // The judgement has fetched the remote's tags, or refused.
    private static async Task<IReadOnlyList<ReleaseContent>> ContentsAsync(
        ReleaseContext context,
        IReadOnlyList<RegionPlan> regions
    )
    {
        var source = await context.Checkout.StateAsync();
        return await ReleaseContents.ReadAsync(context, source.TagCommit!, source.Version.Text, regions);
    }

    private static async Task GoAsync(ReleaseContext context, ReleaseOrder order)
    {
        var lanes = ReleaseGates.Prepare(context, order);
        try
        {
            foreach (var stage in order.Stages.Order())
                await lanes.PassAsync(stage);
        }
        finally
        {
            // A region that failed ends the gate, not the other regions.
            await lanes.EndAsync();
        }
    }
}
