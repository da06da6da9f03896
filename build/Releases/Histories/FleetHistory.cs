using System.Text.Json;
using System.Text.Json.Serialization;
using Releases.Records;

namespace Releases.Histories;

/// <summary>Who released what, over the regions of a fleet.</summary>
/// <param name="ReadAt">When it was read.</param>
/// <param name="Regions">The regions that were asked, in the order of the waves.</param>
/// <param name="Entries">What each run has done to each region, the newest first.</param>
/// <param name="Unread">The regions that could not be read.</param>
public sealed record FleetHistory(
    DateTimeOffset ReadAt,
    IReadOnlyList<string> Regions,
    IReadOnlyList<HistoryEntry> Entries,
    IReadOnlyList<UnreadRegion> Unread
)
{
    /// <summary>The version of this format.</summary>
    [JsonPropertyOrder(-1)]
    public int Schema { get; init; } = 1;

    /// <summary>Whether no region could be read.</summary>
    [JsonIgnore]
    public bool IsUnread => Regions.Count > 0 && Unread.Count == Regions.Count;
}

/// <summary>A region whose history could not be read.</summary>
/// <param name="Region">The region.</param>
/// <param name="Problem">Why, in one line.</param>
/// <param name="NextStep">What helps, when something does.</param>
public sealed record UnreadRegion(string Region, string Problem, string? NextStep);

/// <summary>A history as JSON. The code is generated, because reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [typeof(RecordFormat.OutcomeNames), typeof(UtcTime)]
)]
[JsonSerializable(typeof(FleetHistory))]
public sealed partial class FleetHistoryFormat : JsonSerializerContext
{
    /// <summary>Writes a history.</summary>
    public static string Write(FleetHistory history) => JsonSerializer.Serialize(history, Default.FleetHistory);
}
