using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Tasks;

/// <summary>Runs every region's migration. The gate of that stage: passed when every lane has left it.</summary>
[TaskName(Name)]
[TaskDescription("Replaces the migration Job of each region and waits for it")]
[IsDependentOn(typeof(PushAcr))]
[ContinueOnError]
[Needs(Fleet = true, Version = true)]
public sealed class MigrateCluster : ReleaseTask
{
    /// <summary>The task's name.</summary>
    public const string Name = nameof(MigrateCluster);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(ReleaseContext context) =>
        await (await context.Rollout.Value).PassAsync(Stage.Migrate);
}
