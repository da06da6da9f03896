using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>A migration that differs between two versions.</summary>
/// <param name="App">The label of its app; with the folder behind it where several apps have that label.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">How it differs.</param>
/// <param name="Verdict">The worst of its operations.</param>
/// <param name="Operations">Its operations; of an edited one those that differ. Empty for one that only merges.</param>
public sealed record MigrationChange(
    string App,
    string Name,
    MigrationChangeKind Change,
    Verdict Verdict,
    IReadOnlyList<OperationVerdict> Operations
)
{
    /// <summary>Its file.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "";

    /// <summary>
    /// Whether it runs in one transaction, so that each of its locks is held until its end (Django, <c>atomic</c>).
    /// </summary>
    [JsonIgnore]
    public bool IsAtomic { get; init; } = true;

    /// <summary>The same as JSON has it: only where it is not as Django has it by default.</summary>
    [JsonPropertyName("atomic")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? WrittenAtomic
    {
        get => IsAtomic ? null : false;
        init => IsAtomic = value ?? true;
    }
}
