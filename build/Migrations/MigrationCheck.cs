using Foundation.Failures;
using Migrations.Comparison;
using Migrations.Git;
using Migrations.Verdicts;

namespace Migrations;

/// <summary>
/// Says what the migrations between two versions of a repository mean for rolling back. It reads git alone: no checkout
/// is touched, nothing of the application runs.
/// </summary>
/// <param name="directory">The repository, or any folder in it.</param>
/// <param name="time">The clock.</param>
/// <param name="limits">What reading may cost; <see langword="null"/> for the usual limits.</param>
public sealed class MigrationCheck(string directory, TimeProvider time, GitLimits? limits = null)
{
    private readonly GitSnapshotReader _reader = new(directory, limits ?? new(), time);

    /// <summary>What happens when a region goes back: the older code runs on the schema of the newer version.</summary>
    /// <param name="from">The version that runs: a tag, branch or commit.</param>
    /// <param name="to">The older version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">A version is not known, or git failed or took too long.</exception>
    public async Task<MigrationVerdict> RollbackAsync(string from, string to, CancellationToken cancellationToken)
    {
        var verdict = await CompareAsync(older: to, newer: from, cancellationToken);
        // They ran long ago.
        return verdict.WithoutLocks() with { From = from, To = to };
    }

    /// <summary>Which migrations a release runs, and whether the region can come back from it afterwards.</summary>
    /// <param name="from">The version that runs: a tag, branch or commit.</param>
    /// <param name="to">The newer version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">A version is not known, or git failed or took too long.</exception>
    public async Task<MigrationVerdict> ReleaseAsync(string from, string to, CancellationToken cancellationToken)
    {
        var verdict = await CompareAsync(older: from, newer: to, cancellationToken);
        return verdict with { Rollout = verdict.MetBy(from) };
    }

    /// <summary>
    /// Whether the older code can run on the schema that a migration has left which did not come to its end.
    /// </summary>
    /// <param name="newer">The version whose migrations ran: a tag, branch or commit.</param>
    /// <param name="older">The version whose code serves.</param>
    /// <param name="applied">The migrations that are applied, as <c>app.name</c>; those that both versions have need
    /// not be among them.</param>
    /// <param name="failed">The one that failed, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">A version is not known, or git failed or took too long.</exception>
    public async Task<PartialVerdict> PartialAsync(
        string newer,
        string older,
        IReadOnlySet<string> applied,
        string? failed,
        CancellationToken cancellationToken
    )
    {
        var snapshot = await _reader.ReadAsync(older, newer, cancellationToken);
        var trees = VersionTrees.Read(snapshot, cancellationToken);
        return new PartialComparison(trees.Older, trees.Newer).Judge(newer, older, applied, failed);
    }

    private async Task<MigrationVerdict> CompareAsync(string older, string newer, CancellationToken cancellationToken)
    {
        var snapshot = await _reader.ReadAsync(older, newer, cancellationToken);
        var trees = VersionTrees.Read(snapshot, cancellationToken);
        var (changes, unapply) = new MigrationComparison(trees.Older, trees.Newer).Compare();
        var others = OtherChanges.Find(snapshot);
        return new()
        {
            From = older,
            To = newer,
            Verdict = MigrationVerdict.WorstOf(changes, others),
            Migrations = changes,
            OtherChanges = others,
            Unapply = unapply,
        };
    }
}
