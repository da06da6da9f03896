namespace Migrations.Verdicts;

/// <summary>How a migration differs between two versions.</summary>
public enum MigrationChangeKind
{
    /// <summary>Only the version whose schema is there has it.</summary>
    Added,

    /// <summary>Only the version whose code shall run has it.</summary>
    Removed,

    /// <summary>Both have it, with other operations.</summary>
    Edited,
}
