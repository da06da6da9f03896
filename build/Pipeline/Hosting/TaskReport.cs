using Cake.Core;
using Releases.Records;

namespace Pipeline.Hosting;

/// <summary>
/// Cake's report with what the lanes did in the gates. To Cake, a gate that nothing came to is passed, and done.
/// </summary>
internal static class TaskReport
{
    /// <summary>The report as it is true.</summary>
    public static CakeReport Of(CakeReport report, ReleaseRecord record)
    {
        var told = new CakeReport();
        foreach (var entry in report)
            told.Add(entry.TaskName, entry.SkippedMessage, entry.Category, entry.Duration, StatusOf(entry, record));
        return told;
    }

    private static CakeTaskExecutionStatus StatusOf(CakeReportEntry entry, ReleaseRecord record)
    {
        if (
            entry.ExecutionStatus != CakeTaskExecutionStatus.Executed
            || StageTable.OfTarget(entry.TaskName) is not { } stage
        )
            return entry.ExecutionStatus;
        var outcomes = record
            .Regions.SelectMany(region => region.Stages)
            .Where(entered => entered.Name == stage)
            .Select(entered => entered.Outcome)
            .ToArray();
        return outcomes.Length == 0 ? CakeTaskExecutionStatus.Skipped
            : outcomes.All(IsGood) ? CakeTaskExecutionStatus.Executed
            : CakeTaskExecutionStatus.Failed;
    }

    private static bool IsGood(Outcome outcome) => outcome is Outcome.Succeeded or Outcome.Skipped;
}
