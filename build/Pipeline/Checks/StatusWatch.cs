using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Terminal;
using Releases.Surveys;

namespace Pipeline.Checks;

/// <summary>Shows the status of the regions again and again, until a person ends it or nobody reads it.</summary>
internal static class StatusWatch
{
    /// <summary>Reads and shows it, waits, and begins anew. Ctrl-C is how it ends.</summary>
    /// <param name="context">The run.</param>
    /// <param name="interval">The time between two looks.</param>
    /// <param name="read">Reads the regions.</param>
    /// <returns>The last status that was read whole.</returns>
    /// <exception cref="OperationCanceledException">It was ended before one was.</exception>
    public static async Task<FleetStatus> RunAsync(
        ReleaseContext context,
        TimeSpan interval,
        Func<Task<FleetStatus>> read
    )
    {
        var environment = context.RunEnvironment;
        environment.StopNotice.Text = "The watch ends.";
        var isPicture = context.Options.Output == OutputFormats.Table && environment.Screen is { CanPaint: true };
        FleetStatus? last = null;
        try
        {
            while (true)
            {
                last = await read();
                if (isPicture)
                    StatusPicture.Show(environment.Screen!, last, interval, context.Record.Current);
                else
                    StatusReport.Write(
                        context.Answer,
                        last,
                        context.Options.Output,
                        environment.Width,
                        context.Record.Current
                    );
                if (environment.IsOutputLost())
                    return last;
                await Task.Delay(interval, context.Time, context.Cancelled);
            }
        }
        catch (OperationCanceledException) when (last is not null && context.Cancelled.IsCancellationRequested)
        {
            context.Journal.IsEndedByHand = true;
            return last;
        }
        finally
        {
            if (isPicture)
                environment.Screen!.Close(keep: true);
        }
    }
}
