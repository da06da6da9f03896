using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Releases.Records;

namespace Releases.Histories;

/// <summary>The last runs of a region as one text, the newest first.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(RecordFormat.OutcomeNames), typeof(UtcTime)]
)]
[JsonSerializable(typeof(IReadOnlyList<HistoryEntry?>))]
public sealed partial class HistoryNote : JsonSerializerContext
{
    /// <summary>How many runs a region keeps.</summary>
    public const int Most = 50;

    /// <summary>
    /// How much they may take together, in bytes. Kubernetes keeps 256 KiB of annotations of an object
    /// (<c>TotalAnnotationSizeLimitB</c>).
    /// </summary>
    public const int Largest = 64 * 1024;

    /// <summary>
    /// Reads a note. Anybody may write an annotation, so a text that is no note counts as none.
    /// </summary>
    public static IReadOnlyList<HistoryEntry> Read(string? text)
    {
        try
        {
            return text is null
                ? []
                :
                [
                    .. (
                        JsonSerializer.Deserialize(text, Default.IReadOnlyListHistoryEntry) ?? []
                    ).OfType<HistoryEntry>(),
                ];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>
    /// Adds an entry, or puts it in the place of what was noted of the same run, and leaves out the oldest where there
    /// are too many.
    /// </summary>
    /// <param name="text">The note so far.</param>
    /// <param name="entry">The entry.</param>
    public static string Add(string? text, HistoryEntry entry)
    {
        entry = entry.Kept();
        HistoryEntry[] entries =
        [
            .. Read(text)
                .Where(noted => !noted.IsSameRun(entry))
                .Append(entry)
                .OrderByDescending(noted => noted.At)
                .Take(Most),
        ];
        while (true)
        {
            var note = JsonSerializer.Serialize(entries, Default.IReadOnlyListHistoryEntry);
            if (entries.Length <= 1 || Encoding.UTF8.GetByteCount(note) <= Largest)
                return note;
            entries = entries[..^1];
        }
    }
}
