using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>The whole chain.</summary>
[TaskName(TargetNames.Deploy)]
[TaskDescription("Releases a version: tag, images, migrations, rollout, verification, region by region")]
[Target(
    Touch.Nothing,
    Fleet = true,
    Version = VersionNeed.Any,
    Formats = [OutputFormats.Table, OutputFormats.Json],
    ToldBy = TargetNames.Plan,
    Example = "--version=1.2.3 --regions=uk,qatar",
    Page = "docs/runbook.md"
)]
[IsDependentOn(typeof(VerifyRollout))]
public sealed class Deploy : FrostingTask<ReleaseContext>;
