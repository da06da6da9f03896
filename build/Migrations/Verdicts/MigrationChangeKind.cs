namespace Migrations.Verdicts;

/// <summary>How a migration differs between two versions.</summary>
public enum MigrationChangeKind
{
    /// <summary>Only the version whose schema is in the database has the migration.</summary>
    Added,

    /// <summary>Only the version whose code will run has the migration.</summary>
    Removed,

    /// <summary>Both versions have the migration, with different operations.</summary>
    Edited,
}
