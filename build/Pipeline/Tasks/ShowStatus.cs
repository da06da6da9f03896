using Cake.Frosting;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>What every region runs, and how it is. Touches nothing.</summary>
[TaskName(TargetNames.Status)]
[TaskDescription("Shows what every region runs and whether it is healthy, with its last release, lock and live page")]
[Target(
    Touch.Nothing,
    Fleet = true,
    Answers = true,
    Formats = [OutputFormats.Table, OutputFormats.Json, OutputFormats.Markdown],
    Example = "--regions=uk",
    Page = "docs/runbook.md"
)]
public sealed class ShowStatus : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => StatusCheck.RunAsync(context);
}
