using System.Runtime.CompilerServices;
using Clusters.Calls;

namespace Clusters.Logs;

/// <summary>Reads the log of one run of a container to its end, reopening it as often as it breaks.</summary>
internal sealed class ContainerRunLog(
    ClusterConnection connection,
    string logPath,
    int number,
    Func<CancellationToken, Task<ContainerRun?>> present
)
{
    // The node has the log of an ended run, or will never have it.
    private const int TriesAfterTheEnd = 6;
    private readonly ReplayFilter _shown = new();
    private ContainerRun? _seen;

    /// <summary>Whether the pod was seen to show the end of this run, after which no other comes.</summary>
    public bool IsLast => _seen is { State: RunState.Ended, IsLast: true, Restarts: var shown } && shown == number;

    public async IAsyncEnumerable<LogLine> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var backoff = new Backoff(connection.Limits.FirstDelay, TimeSpan.FromSeconds(2));
        for (var triesLeft = TriesAfterTheEnd; triesLeft > 0; )
        {
            var source = await SourceAsync(cancellationToken);
            if (source == LogSource.Gone)
                yield break;

            var reading = await LogReading.TryOpenAsync(connection, logPath, source, _shown.Since, cancellationToken);
            if (reading is not null)
            {
                using (reading)
                {
                    await foreach (var line in NewLinesAsync(reading, source, cancellationToken))
                    {
                        backoff.Reset();
                        yield return line;
                    }
                }
                if (reading.IsComplete && source is LogSource.Current or LogSource.Previous)
                    yield break;
            }
            if (source is LogSource.Current or LogSource.Previous)
                triesLeft--;
            await Task.Delay(backoff.Next(), connection.Time, cancellationToken);
        }
        connection.Say($"the end of the log of run {number + 1} cannot be read: {logPath.Split('?')[0]}");
    }

    // The pod is gone, or its server is silent. Reading the log tells whether the run goes on.
    private async Task<LogSource> SourceAsync(CancellationToken cancellationToken)
    {
        try
        {
            _seen = await present(cancellationToken);
            return _seen?.SourceOf(number) ?? LogSource.Gone;
        }
        catch (ClusterUnreachableException)
        {
            return LogSource.Follow;
        }
    }

    private async IAsyncEnumerable<LogLine> NewLinesAsync(
        LogReading reading,
        LogSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        _shown.Reopen();
        var time = _shown.Newest;
        while (await reading.NextAsync(cancellationToken) is { } line)
        {
            // Half a line comes whole when the log is opened again; at the end of a run it is all there is.
            if (!line.IsWhole && source == LogSource.Follow)
                yield break;

            (time, var text) = TimestampedLine.Split(line.Shown, time);
            if (_shown.IsNew(time, text))
                yield return new LogLine(number, time, text);
        }
    }
}
