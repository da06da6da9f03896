namespace Migrations.Verdicts;

/// <summary>What a schema means to older code when only some of a version's migrations were applied.</summary>
/// <param name="Verdict">
/// The verdict of the applied migrations, as if the version had no others. The failed migration is included when some
/// of its changes may have stayed.
/// </param>
/// <param name="Open">The migrations that are not applied, in the order in which they run, as <c>app.name</c>.</param>
/// <param name="IsHalfApplied">
/// Whether changes of the failed migration may have stayed: the migration is not atomic, or that is not known.
/// </param>
public sealed record PartialVerdict(MigrationVerdict Verdict, IReadOnlyList<string> Open, bool IsHalfApplied);
