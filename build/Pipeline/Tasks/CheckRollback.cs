using Cake.Frosting;
using Pipeline.Rollbacks;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>What going back to an older version would do, migration by migration. Touches nothing.</summary>
[TaskName(TargetNames.CheckRollback)]
[TaskDescription("Tells whether older code can run on the present schema, migration by migration")]
[Target(
    Touch.Nothing,
    Fleet = true,
    Version = VersionNeed.Earlier,
    Answers = true,
    Formats = [OutputFormats.Table, OutputFormats.Json, OutputFormats.Markdown, OutputFormats.Shell],
    Example = "--version=1.2.2 --from=1.2.3",
    Page = "docs/rolling-back.md"
)]
public sealed class CheckRollback : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => RollbackVerdict.RunAsync(context);
}
