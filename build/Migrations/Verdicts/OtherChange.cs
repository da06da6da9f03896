namespace Migrations.Verdicts;

/// <summary>Something beyond migrations that differs between two versions.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">The file.</param>
/// <param name="Change">How the file, or the package in it, differs.</param>
/// <param name="Detail">What is different, from the older to the newer version: <c>django 4.2.1 → 5.0</c>.</param>
/// <param name="Verdict">Investigate for packages that may carry migrations of their own, else clear.</param>
public sealed record OtherChange(
    OtherChangeKind Kind,
    string Path,
    MigrationChangeKind Change,
    string Detail,
    Verdict Verdict
);
