using System.Globalization;
using Pipeline.Options;
using Pipeline.Reports.Markup;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports;

/// <summary>Times and durations as a page shows them. All times are UTC.</summary>
public static class Times
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>A moment with its date.</summary>
    public static Element Moment(DateTimeOffset at) => Time(at, "yyyy-MM-dd HH:mm:ss'Z'");

    /// <summary>A moment to the minute.</summary>
    public static Element Minute(DateTimeOffset at) => Time(at, "yyyy-MM-dd HH:mm'Z'");

    /// <summary>A moment with its date, as text.</summary>
    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A moment without its date.</summary>
    public static Element Clock(DateTimeOffset at) => Time(at, "HH:mm:ss'Z'");

    /// <summary>A duration that a record gives in seconds; a dash when it gives none.</summary>
    public static string Took(double? seconds) => Span(seconds) is { } span ? Durations.Text(span) : "–";

    /// <summary>
    /// A duration that a record gives in seconds. A file may hold any number; none makes a page impossible.
    /// </summary>
    public static TimeSpan? Span(double? seconds) =>
        seconds is { } number ? TimeSpan.FromSeconds(Math.Clamp(number, 0, Longest.TotalSeconds)) : null;

    /// <summary>The time between two moments; zero where a clock was set back in between.</summary>
    public static TimeSpan Between(DateTimeOffset start, DateTimeOffset end) =>
        TimeSpan.FromTicks(Math.Clamp((end - start).Ticks, 0, Longest.Ticks));

    private static Element Time(DateTimeOffset at, string format) =>
        Tag("time", at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture))
            .Set("datetime", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));
}
