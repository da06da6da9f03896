using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clusters.Watching;

/// <summary>
/// One line of a watch. The object is read once its type is known: an error and a bookmark carry other kinds.
/// </summary>
internal sealed class WatchEvent
{
    [JsonPropertyName("type")]
    public string? Type { get; set; }

    [JsonPropertyName("object")]
    public JsonElement Object { get; set; }
}
