using Foundation.Timing;
using Pipeline.Reports.Markup;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports;

/// <summary>Times and durations as a page shows them. All times are UTC.</summary>
public static class Times
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>A moment with its date.</summary>
    public static Element Moment(DateTimeOffset at) => Time(at, UtcText.ForPeople(at));

    /// <summary>A moment to the minute.</summary>
    public static Element Minute(DateTimeOffset at) => Time(at, UtcText.ForPeopleToTheMinute(at));

    /// <summary>A moment without its date.</summary>
    public static Element Clock(DateTimeOffset at) => Time(at, UtcText.Clock(at));

    /// <summary>A duration that a record gives in seconds; a dash when it gives none.</summary>
    public static string Took(double? seconds) => Span(seconds) is { } span ? DurationText.Of(span) : "–";

    /// <summary>
    /// A duration that a record gives in seconds. A file may hold any number; none makes a page impossible.
    /// </summary>
    public static TimeSpan? Span(double? seconds) =>
        seconds is { } number ? TimeSpan.FromSeconds(Math.Clamp(number, 0, Longest.TotalSeconds)) : null;

    /// <summary>The time between two moments; zero where a clock was set back in between.</summary>
    public static TimeSpan Between(DateTimeOffset start, DateTimeOffset end) =>
        TimeSpan.FromTicks(Math.Clamp((end - start).Ticks, 0, Longest.Ticks));

    private static Element Time(DateTimeOffset at, string text) =>
        Tag("time", text).Set("datetime", UtcText.OfMillisecond(at));
}
