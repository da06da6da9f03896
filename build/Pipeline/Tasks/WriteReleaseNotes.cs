using Cake.Frosting;
using Pipeline.Reports;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>What the record of an earlier run says is in its release, as Markdown.</summary>
[TaskName(TargetNames.ReleaseNotes)]
[TaskDescription("Writes what is in a release as Markdown, of the record of its run: --record=FILE")]
[Target(
    Touch.Nothing,
    Record = true,
    Answers = true,
    Example = "--record=artifacts/images.json",
    Page = "docs/gitlab.md"
)]
public sealed class WriteReleaseNotes : FrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override void Run(ReleaseContext context) => context.Answer.Write(ReleaseNotes.Write(context.EarlierRecord));
}
