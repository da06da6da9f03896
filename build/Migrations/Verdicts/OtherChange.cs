namespace Migrations.Verdicts;

/// <summary>A difference between two versions that is not a migration.</summary>
/// <param name="Kind">The kind of the difference.</param>
/// <param name="Path">The file.</param>
/// <param name="Change">How the file, or the package in it, differs.</param>
/// <param name="Detail">The difference from the older version to the newer, as <c>django 4.2.1 → 5.0</c>.</param>
/// <param name="Verdict">
/// The verdict "investigate" for packages that may have migrations of their own, otherwise "clear".
/// </param>
public sealed record OtherChange(
    OtherChangeKind Kind,
    string Path,
    MigrationChangeKind Change,
    string Detail,
    Verdict Verdict
);
