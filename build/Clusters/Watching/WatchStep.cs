using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clusters.Watching;

/// <summary>What became of waiting for the next change.</summary>
internal enum WatchStep
{
    /// <summary>There is one.</summary>
    Changed,

    /// <summary>The watch ended; it can go on from the version that it reached.</summary>
    Ended,

    /// <summary>The server no longer knows that version: the list must be read again.</summary>
    Lost,
}

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

/// <summary>How far a watch has read: the resource version to go on from.</summary>
internal sealed class WatchPosition(string version)
{
    public string Version { get; set; } = version;
}

/// <summary>A watch cannot go on from the version that it has reached: the list must be read again.</summary>
internal sealed class WatchLostException(string reason) : Exception(reason);
