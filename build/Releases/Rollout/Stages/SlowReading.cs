namespace Releases.Rollout.Stages;

/// <summary>
/// A failure that is known is told at once, even while a slow cluster is asked for the log that explains it.
/// </summary>
internal static class SlowReading
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Waits for what is read, and tells what is known when that is not there soon.</summary>
    /// <param name="lane">The region.</param>
    /// <param name="known">The failure, in one line.</param>
    /// <param name="reading">Has its own limit.</param>
    public static async Task<T> WhileReadingAsync<T>(Lane lane, string known, Task<T> reading)
    {
        using var isRead = new CancellationTokenSource();
        var soon = Task.Delay(Soon, lane.Time, isRead.Token);
        if (await Task.WhenAny(reading, soon) == soon)
            lane.Journal.Say(RunEventKind.Trouble, $"{known}; reading the log");
        await isRead.CancelAsync();
        return await reading;
    }
}
