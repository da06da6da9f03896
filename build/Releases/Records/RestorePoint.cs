using System.Text.Json.Serialization;
using Foundation.Timing;

namespace Releases.Records;

/// <summary>
/// The state of a region's database before a run changed its schema. Restoring it loses what was written since.
/// </summary>
/// <param name="At">The moment, to the second, by the cluster's clock; before the first change.</param>
public sealed record RestorePoint(DateTimeOffset At)
{
    /// <summary>The backup that was taken for it; <see langword="null"/> where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Backup { get; init; }

    /// <summary>
    /// The command that restores the moment; <see langword="null"/> where the fleet file does not say where the
    /// database runs.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Command { get; init; }

    /// <summary>The moment for people, with the backup where there is one.</summary>
    public override string ToString() => UtcText.ForPeople(At) + (Backup is null ? "" : $", backup {Backup}");
}
