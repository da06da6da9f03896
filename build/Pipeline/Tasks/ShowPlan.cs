using Cake.Frosting;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>What Deploy would do, region by region, and what speaks against it. Touches nothing.</summary>
[TaskName(TargetNames.Plan)]
[TaskDescription("Shows what Deploy would do, region by region, its migrations, and what speaks against it")]
[Target(
    Touch.Nothing,
    Fleet = true,
    Version = VersionNeed.Any,
    Answers = true,
    Formats = [OutputFormats.Table, OutputFormats.Json, OutputFormats.Markdown, OutputFormats.Shell],
    Example = "--version=1.2.3",
    Page = "docs/migrations.md"
)]
public sealed class ShowPlan : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => PlanCheck.RunAsync(context);
}
