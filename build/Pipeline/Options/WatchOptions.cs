namespace Pipeline.Options;

/// <summary>Reads how often a watch looks.</summary>
internal static class WatchOptions
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    // Seven regions are a hundred requests: more often would be a load, and nothing is new sooner.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The time between two looks; <see langword="null"/> for one look.</summary>
    public static TimeSpan? Interval(OptionReader reader)
    {
        var isAsked = reader.Flag("watch");
        var interval = reader.Duration("interval", Usual);
        if (interval < Shortest || interval > Longest)
            reader.Note($"--interval: '{reader.Text("interval")}' is not between 2s and 1h");
        else if (!isAsked && reader.Text("interval") is not null)
            reader.Note("--interval: only --watch has one; add it, or leave --interval out");
        return isAsked ? interval : null;
    }
}
