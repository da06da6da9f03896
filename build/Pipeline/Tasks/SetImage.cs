using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Tasks;

/// <summary>Sets the new images in every region. The gate of that stage: passed when every lane has left it.</summary>
[TaskName(TargetNames.SetImage)]
[TaskDescription("Sets the new images on the workloads that the fleet's selectors match")]
[Target(
    Touch.Regions,
    Fleet = true,
    Version = VersionNeed.Any,
    Example = "--version=1.2.3 --regions=uk",
    Page = "docs/runbook.md"
)]
[IsDependentOn(typeof(MigrateCluster))]
[ContinueOnError]
public sealed class SetImage : ReleaseTask
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(ReleaseContext context) =>
        await (await context.Rollout.Value).PassAsync(Stage.SetImage);
}
