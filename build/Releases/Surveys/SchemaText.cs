using Releases.Jobs;

namespace Releases.Surveys;

/// <summary>The difference between a region's database and its workloads, where it is worth a line.</summary>
public static class SchemaText
{
    /// <summary>
    /// One line. <see langword="null"/> when the schema fits the workloads, when nothing is known, and while a
    /// migration runs.
    /// </summary>
    public static string? Of(RegionStatus region) =>
        region.Migrated is not { } note || region.Migration?.Phase == JobPhase.Running ? null
        : note.State == MigrationState.Begun && region.Migration is null
            ? $"{note}; its Job is gone, and how it ended is not known"
        : note.State is MigrationState.Failed or MigrationState.Cancelled && region.Migration is null ? $"{note}"
        : region.Version is { } version && version != note.Schema && !region.IsOfOneSchema
            ? $"{version} runs on a schema that may be of {note.Schema} ({note})"
        : null;
}
