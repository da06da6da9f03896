using Cake.Frosting;
using Pipeline.Rollbacks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Takes every region back to an older version, from what it really runs.</summary>
[TaskName(TargetNames.Rollback)]
[TaskDescription(
    "Goes back to an older version, after judging the migrations in between; tags, builds and pushes nothing"
)]
[Target(
    Touch.Regions,
    Fleet = true,
    Version = VersionNeed.Earlier,
    Formats = [OutputFormats.Table, OutputFormats.Json],
    ToldBy = TargetNames.CheckRollback,
    Example = "--version=1.2.2 --regions=uk",
    Page = "docs/rolling-back.md"
)]
public sealed class Rollback : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => RollbackRun.RunAsync(context);
}
