using Cake.Core;
using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Hosting;

/// <summary>Begins and ends a run.</summary>
public sealed class ReleaseLifetime : FrostingLifetime<ReleaseContext>
{
    /// <inheritdoc/>
    public override void Setup(ReleaseContext context, ISetupContext info)
    {
        // Cake names the whole graph even when it runs the targets alone.
        var names = context.ExclusiveTargets ?? info.TasksToExecute.Select(task => task.Name);
        context.TaskNames = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (context.IsDryRun || context.Options.OnlyTells || !TargetCatalog.Touches(context.TaskNames))
            return;
        context.Journal.Open();
        NoteActorAsync(context).GetAwaiter().GetResult();
        context.GitLab = GitLabAccess.FindAsync(context).GetAwaiter().GetResult();
    }

    // Whatever the target: a record without a name is none.
    private static async Task NoteActorAsync(ReleaseContext context)
    {
        var (actor, email) = (context.Checkout.ActorAsync(), context.Checkout.ActorEmailAsync());
        var (name, address) = (await actor, await email);
        context.Record.Update(record => record with { Actor = name, ActorEmail = address });
    }

    /// <summary>Whether a run that would have changed regions ended before the first of them.</summary>
    private static bool HasFailedOnItsWay(ReleaseContext context) =>
        context.Journal.IsOpen
        && context.Record.Current.Outcome is Outcome.Failed or Outcome.Interrupted
        && context.TaskNames.Overlaps([.. StageTable.ChangingTargets, TargetNames.Rollback]);

    /// <inheritdoc/>
    public override void Teardown(ReleaseContext context, ITeardownContext info)
    {
        // Whatever else goes wrong here, the record is completed.
        try
        {
            if (context.Rollout is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                context.Rollout.Value.Result.EndAsync().GetAwaiter().GetResult();
            context.Clusters.Dispose();
            context.Credentials.Dispose();
            if (context.Images.IsValueCreated)
                context.Images.Value.Dispose();
            context.Logins?.Dispose();
        }
        finally
        {
            context.Journal.Close(info.ThrownException, context.Cancelled.IsCancellationRequested);
            context.Announcer.EndAsync(HasFailedOnItsWay(context)).GetAwaiter().GetResult();
        }
    }
}
