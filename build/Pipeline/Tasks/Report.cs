using Cake.Frosting;
using Pipeline.Reports;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>The record of an earlier run as a page.</summary>
[TaskName(TargetNames.Report)]
[TaskDescription("Makes a page for people of the record of an earlier run: --record=FILE")]
[Target(Touch.Nothing, Record = true, Example = "--record=artifacts/deploy.json", Page = "docs/records.md")]
public sealed class Report : FrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override void Run(ReleaseContext context)
    {
        var file = context.Options.ReportFile!;
        ReportFile.Write(file, ReleaseReport.Write(context.EarlierRecord));
        context.Journal.LastLine = $"Report: {file}";
    }
}
