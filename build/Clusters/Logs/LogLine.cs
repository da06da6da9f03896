using System.Globalization;

namespace Clusters.Logs;

/// <summary>One line that a container wrote.</summary>
/// <param name="Attempt">Which run of the container wrote it; 0 is the first, 1 the first restart.</param>
/// <param name="Time">When the node took it down.</param>
/// <param name="Text">The line without its end; bytes that are not UTF-8 are shown as U+FFFD.</param>
public sealed record LogLine(int Attempt, DateTimeOffset Time, string Text);

/// <summary>Splits what the server sends with <c>timestamps=true</c>: an RFC 3339 time, a space, the line.</summary>
internal static class TimestampedLine
{
    /// <summary>Time and text; a line without a time gets that of the line before it.</summary>
    public static (DateTimeOffset Time, string Text) Split(string raw, DateTimeOffset before)
    {
        var space = raw.IndexOf(' ', StringComparison.Ordinal);
        var stamp = space < 0 ? raw : raw[..space];
        return
            stamp.Length >= "2000-01-01T00:00:00Z".Length
            && DateTimeOffset.TryParse(
                stamp,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
            ? (time.ToUniversalTime(), space < 0 ? "" : raw[(space + 1)..])
            : (before, raw);
    }
}
