using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Tasks;

/// <summary>Waits for every region's rollout and live page. The last gate.</summary>
[TaskName(TargetNames.VerifyRollout)]
[TaskDescription("Watches each workload until it is rolled out, then the live page until it shows the version")]
[Target(
    Touch.Regions,
    Fleet = true,
    Version = VersionNeed.Any,
    ToldBy = TargetNames.Plan,
    Example = "--version=1.2.3 --exclusive",
    Page = "docs/runbook.md"
)]
[IsDependentOn(typeof(SetImage))]
[ContinueOnError]
public sealed class VerifyRollout : ReleaseTask
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(ReleaseContext context) =>
        await (await context.Rollout.Value).PassAsync(Stage.Verify);
}
