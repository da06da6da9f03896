using Pipeline.Reports;
using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Records;
using Releases.Surveys;

namespace Pipeline.Checks;

/// <summary>Shows what the regions run. The run has failed when one of them is unhealthy or cannot be read.</summary>
public static class StatusCheck
{
    /// <summary>Reads the regions and writes their status.</summary>
    public static async Task RunAsync(ReleaseContext context)
    {
        var survey = new FleetSurvey(
            context.Clusters,
            context.Fleet,
            context.Images.Value.Repository,
            PublicPages.Reader,
            context.Time
        )
        {
            Schemas = context.Options.AsksSchema ? SchemaCheck.Of(context) : null,
        };
        var schemas = new ServedSchemas(context);
        var status = context.Options.WatchInterval is { } interval
            ? await StatusWatch.RunAsync(context, interval, () => ReadAsync(context, survey, schemas))
            : await ReadAsync(context, survey, schemas);
        if (context.Options.WatchInterval is null)
            StatusReport.Write(
                context.Answer,
                status,
                context.Options.Output,
                context.RunEnvironment.Width,
                context.Record.Current
            );
        if (context.Options.ReportFile is { } file)
        {
            var history = HistoryCheck.ReadAsync(context);
            await SignOfLife.DuringAsync(context, "still reading who released what", history);
            ReportFile.Write(file, FleetReport.Write(status, await history));
            context.Journal.LastLine = $"Report: {file}";
        }
        context.Journal.Conclude(status.IsHealthy ? Outcome.Succeeded : Outcome.Failed);
    }

    private static async Task<FleetStatus> ReadAsync(ReleaseContext context, FleetSurvey survey, ServedSchemas schemas)
    {
        var reading = survey.ReadAsync(context.Regions, context.Cancelled);
        await SignOfLife.DuringAsync(context, "still reading the regions", reading);
        return await schemas.CompareAsync(await reading);
    }
}
