using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>A migration that differs between two versions.</summary>
/// <param name="App">The label of its app. Where several apps have the label, the folder follows it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">How the migration differs.</param>
/// <param name="Verdict">The worst verdict of its operations.</param>
/// <param name="Operations">
/// Its operations. For an edited migration, the operations that differ. Empty for a migration that only merges.
/// </param>
public sealed record MigrationChange(
    string App,
    string Name,
    MigrationChangeKind Change,
    Verdict Verdict,
    IReadOnlyList<OperationVerdict> Operations
)
{
    /// <summary>The name with the app's label before it: <c>forms.0003_reviewer</c>.</summary>
    [JsonIgnore]
    public string FullName => $"{App}.{Name}";

    /// <summary>The migration's file.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "";

    /// <summary>
    /// Whether the migration runs in one transaction, so that each of its locks is held until its end (Django,
    /// <c>atomic</c>).
    /// </summary>
    [JsonIgnore]
    public bool IsAtomic { get; init; } = true;

    /// <summary>The same for JSON. It is written only where it differs from Django's default.</summary>
    [JsonPropertyName("atomic")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? WrittenAtomic
    {
        get => IsAtomic ? null : false;
        init => IsAtomic = value ?? true;
    }
}
