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
[JsonSerializable(typeof(HistoryEntry))]
[JsonSerializable(typeof(JsonElement[]))]
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
    /// Reads a note. Anybody may write an annotation, so what is no entry counts as none.
    /// </summary>
    public static IReadOnlyList<HistoryEntry> Read(string? text) =>
        [.. ElementsOf(text).Select(EntryOf).OfType<HistoryEntry>()];

    /// <summary>
    /// Adds an entry, or puts it in the place of what was noted of the same run, and leaves out the oldest where there
    /// are too many. What another version of this tool has written stays as it is.
    /// </summary>
    /// <param name="text">The note so far.</param>
    /// <param name="entry">The entry.</param>
    public static string Add(string? text, HistoryEntry entry)
    {
        entry = entry.Kept();
        JsonElement[] elements =
        [
            .. ElementsOf(text)
                .Select(element => (element, noted: EntryOf(element)))
                .Where(each => each.noted?.IsSameRun(entry) != true)
                .Append((element: JsonSerializer.SerializeToElement(entry, Default.HistoryEntry), noted: entry))
                // What this version cannot read goes first where there is no room.
                .OrderByDescending(each => each.noted?.Moment ?? default)
                .Select(each => each.element)
                .Take(Most),
        ];
        while (true)
        {
            var note = JsonSerializer.Serialize(elements, Default.JsonElementArray);
            if (elements.Length <= 1 || Encoding.UTF8.GetByteCount(note) <= Largest)
                return note;
            elements = elements[..^1];
        }
    }

    private static JsonElement[] ElementsOf(string? text)
    {
        try
        {
            return text is null ? [] : JsonSerializer.Deserialize(text, Default.JsonElementArray) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static HistoryEntry? EntryOf(JsonElement element)
    {
        try
        {
            return element.Deserialize(Default.HistoryEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
