using Pipeline.Tasks;
using Releases.Clusters.Locks;
using Releases.Migrations;
using Releases.Rollout;
using Releases.Rollout.Restoring;

namespace Pipeline.Running;

/// <summary>Puts together what the lanes do.</summary>
public static class ReleaseOrders
{
    private static readonly IReadOnlyDictionary<string, Stage> StagesByTask = new Dictionary<string, Stage>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [MigrateCluster.Name] = Stage.Migrate,
        [SetImage.Name] = Stage.SetImage,
        [VerifyRollout.Name] = Stage.Verify,
    };

    /// <summary>The order of a run. Its stages are those whose tasks the run goes through.</summary>
    public static async Task<ReleaseOrder> OfAsync(ReleaseContext context)
    {
        var source = await context.Checkout.StateAsync();
        var actor = await context.Checkout.ActorAsync();
        return new ReleaseOrder
        {
            Version = source.Version,
            Image = context.Images.Value.Repository,
            Fleet = context.Fleet,
            Actor = actor,
            Ref = source.Ref,
            Holder = new LockHolder(context.Options.CiJob ?? actor, context.Surroundings.Host, Environment.ProcessId),
            LockWait = context.Options.LockWait,
            Stages = context.TaskNames.Where(StagesByTask.ContainsKey).Select(name => StagesByTask[name]).ToHashSet(),
            TailMigration = context.Options.TailMigration,
            MigrationTimeout = context.Options.MigrationTimeout,
            RolloutTimeout = context.Options.RolloutTimeout,
            Restore = context.Options.RestoresOnFailure
                ? new RestorePolicy(
                    new MigrationCheck(context.Options.App, time: context.Time),
                    context.Options.AcceptMigrationRisk
                )
                : null,
            Patience = context.Patience,
        };
    }
}
