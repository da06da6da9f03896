using System.Globalization;

namespace Foundation.Timing;

/// <summary>Durations in few letters, as people write them in an argument.</summary>
public static class DurationText
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

    /// <summary>
    /// What was measured: <c>0.4s</c>, <c>12s</c>, <c>3m 05s</c>, <c>1h 02m</c>. Below ten seconds a tenth tells
    /// something.
    /// </summary>
    public static string Of(TimeSpan measured)
    {
        if (measured.TotalSeconds < 9.95)
            return string.Create(CultureInfo.InvariantCulture, $"{measured.TotalSeconds:0.0}s");
        var whole = TimeSpan.FromSeconds(Math.Round(measured.TotalSeconds));
        return whole switch
        {
            { TotalMinutes: < 1 } => $"{whole.Seconds}s",
            { TotalHours: < 1 } => $"{whole.Minutes}m {whole.Seconds:00}s",
            _ => $"{(int)whole.TotalHours}h {whole.Minutes:00}m",
        };
    }

    /// <summary>What somebody has set: <c>0.5s</c>, <c>90s</c>, <c>10m</c>, <c>1h</c>.</summary>
    public static string OfLimit(TimeSpan limit)
    {
        var seconds = limit.TotalSeconds;
        return seconds switch
        {
            >= 3600 when seconds % 3600 == 0 => Whole(seconds / 3600, 'h'),
            > 60 when seconds % 60 == 0 => Whole(seconds / 60, 'm'),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#}s"),
        };

        static string Whole(double count, char unit) => string.Create(CultureInfo.InvariantCulture, $"{count:0}{unit}");
    }

    /// <summary>What goes on, in at most six columns: <c>9s</c>, <c>1m05s</c>, <c>2h01m</c>.</summary>
    public static string OfColumn(TimeSpan time) =>
        time.TotalSeconds < 60 ? FormattableString.Invariant($"{Math.Max(0, (int)time.TotalSeconds)}s")
        : time.TotalMinutes < 60 ? time.ToString("m'm'ss's'", CultureInfo.InvariantCulture)
        : FormattableString.Invariant($"{(int)time.TotalHours}h{time.Minutes:00}m");
}
