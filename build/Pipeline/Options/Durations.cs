using System.Globalization;

namespace Pipeline.Options;

/// <summary>Durations as people write them: <c>90s</c>, <c>10m</c>, <c>1h</c>.</summary>
public static class Durations
{
    /// <summary>
    /// Reads a duration; <see langword="null"/> when the text is none, is zero or is longer than a day.
    /// </summary>
    public static TimeSpan? TryParse(string text)
    {
        if (
            text.Length < 2
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        )
            return null;
        long? seconds = text[^1] switch
        {
            's' => count,
            'm' => count * 60L,
            'h' => count * 3600L,
            _ => null,
        };
        return seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds.Value) : null;
    }

    /// <summary>Writes a duration in few letters: <c>0.4s</c>, <c>12s</c>, <c>3m 05s</c>, <c>1h 02m</c>.</summary>
    public static string Text(TimeSpan duration)
    {
        if (duration.TotalSeconds < 9.95)
            return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0}s");
        var whole = TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds));
        return whole switch
        {
            { TotalMinutes: < 1 } => $"{whole.Seconds}s",
            { TotalHours: < 1 } => $"{whole.Minutes}m {whole.Seconds:00}s",
            _ => $"{(int)whole.TotalHours}h {whole.Minutes:00}m",
        };
    }
}
