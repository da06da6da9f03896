using System.Globalization;

namespace Foundation.Timing;

/// <summary>Moments in UTC, ending in <c>Z</c> (RFC 3339), whatever the machine's own zone and language are.</summary>
public static class UtcText
{
    /// <summary>To the second: <c>2026-03-01T09:15:04Z</c>, for what other programs read.</summary>
    public static string OfSecond(DateTimeOffset at) => Text(at, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>To the millisecond, without zeros at its end: for our own files.</summary>
    public static string OfMillisecond(DateTimeOffset at) => Text(at, "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'");

    /// <summary>For people, to the second: <c>2026-03-01 09:15:04Z</c>.</summary>
    public static string ForPeople(DateTimeOffset at) => Text(at, "yyyy-MM-dd HH:mm:ss'Z'");

    /// <summary>In a name, to the second: <c>20260301-091504</c>.</summary>
    public static string InName(DateTimeOffset at) => Text(at, "yyyyMMdd-HHmmss");

    /// <summary>In a file's name, to the second: <c>20260301T091504Z</c>.</summary>
    public static string InFileName(DateTimeOffset at) => Text(at, "yyyyMMdd'T'HHmmss'Z'");

    /// <summary>For people, to the minute: <c>2026-03-01 09:15Z</c>.</summary>
    public static string ForPeopleToTheMinute(DateTimeOffset at) => Text(at, "yyyy-MM-dd HH:mm'Z'");

    /// <summary>For people who know the day: <c>09:15:04Z</c>.</summary>
    public static string Clock(DateTimeOffset at) => Text(at, "HH:mm:ss'Z'");

    private static string Text(DateTimeOffset at, string format) =>
        at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
