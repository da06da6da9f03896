using System.Globalization;
using System.Text.Json.Nodes;

namespace Drill.Json;

/// <summary>
/// The two ways in which Kubernetes writes a moment: whole seconds (Time) and microseconds (MicroTime).
/// </summary>
internal static class Timestamps
{
    public static string ToSeconds(this DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string ToMicroseconds(this DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static string ToNanoseconds(this DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture) + "00Z";

    public static DateTimeOffset? Moment(this JsonNode? node, string path) => Parse(node.Text(path));

    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment
            : null;
}
