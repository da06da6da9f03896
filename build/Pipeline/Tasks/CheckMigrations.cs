using Cake.Frosting;
using Pipeline.Reviews;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>What is to be said of a branch's migrations before they are merged. Touches nothing.</summary>
[TaskName(TargetNames.CheckMigrations)]
[TaskDescription("Reviews the migrations that this branch adds: older code, locks, order; before the merge")]
[Target(
    Touch.Nothing,
    Fleet = true,
    Regions = false,
    Answers = true,
    Formats = [OutputFormats.Table, OutputFormats.Json, OutputFormats.Markdown],
    Example = "--from=HEAD",
    Page = "docs/migrations.md"
)]
public sealed class CheckMigrations : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => BranchReview.RunAsync(context);
}
