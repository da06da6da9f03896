using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Tasks;

/// <summary>Runs every region's migration. The gate of that stage: passed when every lane has left it.</summary>
[TaskName(TargetNames.MigrateCluster)]
[TaskDescription("Replaces the migration Job of each region and waits for it")]
[Target(
    Touch.Regions,
    Fleet = true,
    Version = VersionNeed.Any,
    Example = "--version=1.2.3 --regions=uk",
    Page = "docs/migrations.md"
)]
[IsDependentOn(typeof(PushAcr))]
[ContinueOnError]
public sealed class MigrateCluster : ReleaseTask
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(ReleaseContext context) =>
        await (await context.Rollout.Value).PassAsync(Stage.Migrate);
}
