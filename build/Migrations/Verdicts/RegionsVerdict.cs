namespace Migrations.Verdicts;

/// <summary>What a release's migrations mean for the regions that run one version.</summary>
/// <param name="From">The version that the regions run.</param>
/// <param name="Regions">Their names.</param>
/// <param name="Verdict">
/// The migrations that run, and whether a region can come back; <see langword="null"/> when that is not known.
/// </param>
/// <param name="Trouble">Why the verdict is not known, or <see langword="null"/>.</param>
public sealed record RegionsVerdict(
    string From,
    IReadOnlyList<string> Regions,
    MigrationVerdict? Verdict,
    string? Trouble = null
);
