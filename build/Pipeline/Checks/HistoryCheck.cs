using Clusters.Locks;
using Pipeline.Reports;
using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Histories;
using Releases.Records;

namespace Pipeline.Checks;

/// <summary>Shows who released what. The run has failed when no region could be read.</summary>
public static class HistoryCheck
{
    /// <summary>Reads the regions and writes their history.</summary>
    public static async Task RunAsync(ReleaseContext context)
    {
        var reading = ReadAsync(context);
        await SignOfLife.DuringAsync(context, "still reading the regions", reading);
        var history = await reading;
        HistoryReport.Write(
            context.Answer,
            history,
            context.Options.Output,
            context.RunEnvironment.Width,
            context.Record.Current
        );
        if (context.Options.ReportFile is { } file)
        {
            ReportFile.Write(file, HistoryPage.Write(history));
            context.Journal.LastLine = $"Report: {file}";
        }
        context.Journal.Conclude(history.IsUnread ? Outcome.Failed : Outcome.Succeeded);
    }

    /// <summary>Reads what the regions of a run remember.</summary>
    public static Task<FleetHistory> ReadAsync(ReleaseContext context)
    {
        var environment = context.RunEnvironment;
        var reader = new LockHolder(environment.User, environment.Host, environment.ProcessId);
        return new HistorySurvey(context.Clusters, context.Fleet, reader, context.Time).ReadAsync(
            [.. context.Regions],
            context.Cancelled
        );
    }
}
