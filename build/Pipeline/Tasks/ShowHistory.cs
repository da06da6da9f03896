using Cake.Frosting;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Who released what, over the fleet. Touches nothing.</summary>
[TaskName(TargetNames.History)]
[TaskDescription("Shows who released what, when, from where and with what outcome, as the regions remember it")]
[Target(
    Touch.Nothing,
    Fleet = true,
    Answers = true,
    Formats = [OutputFormats.Table, OutputFormats.Json, OutputFormats.Markdown],
    Example = "--regions=uk",
    Page = "docs/records.md"
)]
public sealed class ShowHistory : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => HistoryCheck.RunAsync(context);
}
