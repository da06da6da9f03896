namespace Migrations.Verdicts;

/// <summary>What a schema means to older code on which only some of a version's migrations were applied.</summary>
/// <param name="Verdict">Of those that were applied, as if the version had no others; with the one that failed where
/// something of it may have stayed.</param>
/// <param name="Open">The migrations that are not applied, in the order in which they run, as <c>app.name</c>.</param>
/// <param name="IsHalfApplied">Whether what the failed migration did before it failed may have stayed: it is not
/// atomic, or that is not known.</param>
public sealed record PartialVerdict(MigrationVerdict Verdict, IReadOnlyList<string> Open, bool IsHalfApplied);
