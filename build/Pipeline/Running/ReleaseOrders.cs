using Clusters.Locks;
using Foundation.Secrets;
using Pipeline.Sources;
using Pipeline.Targets;
using Releases.Orders;
using Releases.Records;

namespace Pipeline.Running;

/// <summary>Puts together, once a run, what the lanes do. Nobody else reads which version was asked for.</summary>
public static class ReleaseOrders
{
    /// <summary>The order of a release. Its stages are those whose tasks the run goes through.</summary>
    public static async Task<ReleaseOrder> OfReleaseAsync(ReleaseContext context)
    {
        var stages = StagesOf(context);
        // Looking at a version that was named needs no checkout and no remote.
        var looks = stages.SetEquals([Stage.Verify]) && !context.Options.RestoresOnFailure;
        var source = looks && context.Options.Version is not null ? null : await context.Checkout.StateAsync();
        var actor = await context.Checkout.ActorAsync();
        var version = source?.Version ?? context.Options.Version!;
        return new ReleaseOrder
        {
            Version = version,
            Image = context.Images.Value.Repository,
            Pins = source is null ? new Dictionary<string, string?>() : await PinsAsync(context, source),
            Fleet = context.Fleet,
            Migrations = source is null ? null : context.MigrationsOf(source.Released),
            Target = context.Record.Current.Target,
            Actor = actor,
            Pipeline = context.Options.CiJob,
            Commit = source is null ? null : source.TagCommit ?? source.Released,
            Overruled = context.Options.Overruled,
            Began = context.Record.Current.StartedAt,
            Ref = source?.Ref ?? version.Text,
            Holder = HolderOf(context, actor),
            LockWait = context.Options.LockWait,
            Stages = stages,
            Judged = context.Judged,
            Manifests = context.AppliesManifests ? OfManifests(context, actor, version.Text, source?.Ref) : null,
            Backup = new BackupOrder(context.Options.Backup, context.Databases),
            TailMigration = context.Options.TailMigration,
            MigrationTimeout = context.Options.MigrationTimeout,
            RolloutTimeout = context.Options.RolloutTimeout,
            Restore = context.Options.RestoresOnFailure
                ? new RestorePolicy(context.MigrationsOf(source!.Released), context.Options.AcceptMigrationRisk)
                : null,
            Patience = context.Patience,
        };
    }

    /// <summary>The order of a way back to an older version.</summary>
    public static async Task<ReleaseOrder> OfRollbackAsync(ReleaseContext context)
    {
        var order = await OfReleaseAsync(context);
        return order with
        {
            IsRollback = true,
            Ref = order.Version.Text,
            Stages = context.Options.UnapplyMigrations
                ? new HashSet<Stage> { Stage.Unapply, Stage.SetImage, Stage.Verify }
                : new HashSet<Stage> { Stage.SetImage, Stage.Verify },
        };
    }

    private static HashSet<Stage> StagesOf(ReleaseContext context)
    {
        var stages = context.TaskNames.Select(StageTable.OfTarget).OfType<Stage>().ToHashSet();
        if (context.AppliesManifests && stages.Contains(Stage.SetImage))
            stages.Add(Stage.Apply);
        return stages;
    }

    /// <summary>What <c>ApplyManifests</c> applies. It needs no checkout.</summary>
    public static async Task<ApplyOrder> OfManifestsAsync(ReleaseContext context) =>
        OfManifests(context, await context.Checkout.ActorAsync(), context.Options.Version?.Text, context.Options.CiRef);

    private static ApplyOrder OfManifests(ReleaseContext context, string actor, string? version, string? @ref) =>
        new()
        {
            Fleet = context.Fleet,
            Image = context.Options.Image ?? context.Fleet.Image,
            Version = version,
            Actor = actor,
            Pipeline = context.Options.CiJob,
            Began = context.Record.Current.StartedAt,
            Ref = @ref,
            ForcesConflicts = context.Options.ForcesConflicts,
            Prunes = context.Options.Prunes,
            Holder = HolderOf(context, actor),
            LockWait = context.Options.LockWait,
        };

    // Others compare the name, so it is the same everywhere: without a secret.
    private static LockHolder HolderOf(ReleaseContext context, string actor) =>
        new(
            SecretKeeper.Redact(context.Options.CiJob ?? actor),
            context.RunEnvironment.Host,
            context.RunEnvironment.ProcessId
        );

    // In a drill no image need be there.
    private static async Task<IReadOnlyDictionary<string, string?>> PinsAsync(
        ReleaseContext context,
        SourceState source
    ) =>
        context.ImagesLeftOut is null
        && (context.Prepares(TargetNames.MigrateCluster) || context.Prepares(TargetNames.SetImage))
            ? await context.Images.Value.PinsAsync(source, context.Prepares(TargetNames.PushAcr))
            : new Dictionary<string, string?>();
}
