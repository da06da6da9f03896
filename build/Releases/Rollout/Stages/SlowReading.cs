namespace Releases.Rollout.Stages;

/// <summary>Tells a known failure at once, also while a slow cluster is asked for the log that explains it.</summary>
internal static class SlowReading
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Waits for a reading. When the reading takes long, it tells the known failure first.</summary>
    /// <param name="lane">The region.</param>
    /// <param name="known">The failure, in one line.</param>
    /// <param name="reading">The reading. It has its own limit.</param>
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
