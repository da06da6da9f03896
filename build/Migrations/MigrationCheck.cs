using Foundation.Failures;
using Migrations.Comparison;
using Migrations.Git;
using Migrations.Kept;
using Migrations.Model;
using Migrations.Verdicts;

namespace Migrations;

/// <summary>
/// Judges what the migrations between two versions of a repository mean for a rollback. It reads git only. It changes
/// no checkout, and no code of the application runs. What it has read it keeps in the git folder, for the next run.
/// </summary>
/// <param name="directory">The repository, or any folder in it.</param>
/// <param name="time">The clock.</param>
/// <param name="limits">The limits of reading; <see langword="null"/> for the usual limits.</param>
public sealed class MigrationCheck(string directory, TimeProvider time, GitLimits? limits = null)
{
    /// <summary>
    /// The kind of the databases where they are not PostgreSQL, such as <c>mysql</c>; otherwise <see langword="null"/>.
    /// </summary>
    public string? OtherDatabase { get; init; }

    private readonly GitSnapshotReader _reader = new(directory, limits ?? new(), time);

    /// <summary>Judges a rollback of a region: the older code runs on the newer version's schema.</summary>
    /// <param name="from">The version that runs: a tag, branch or commit.</param>
    /// <param name="to">The older version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">A version is not known, or git failed or took too long.</exception>
    public async Task<MigrationVerdict> RollbackAsync(string from, string to, CancellationToken cancellationToken)
    {
        var verdict = await CompareAsync(older: to, newer: from, cancellationToken);
        // The migrations ran long ago, so their locks do not matter.
        return verdict.WithoutLocks() with { From = from, To = to };
    }

    /// <summary>
    /// Finds the migrations that a release runs, and judges whether the region can come back afterwards.
    /// </summary>
    /// <param name="from">The version that runs: a tag, branch or commit.</param>
    /// <param name="to">The newer version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">A version is not known, or git failed or took too long.</exception>
    public async Task<MigrationVerdict> ReleaseAsync(string from, string to, CancellationToken cancellationToken)
    {
        var verdict = await CompareAsync(older: from, newer: to, cancellationToken);
        return verdict with { Rollout = verdict.MetBy(from) };
    }

    /// <summary>Judges whether the older code can run on the schema that an unfinished migration has left.</summary>
    /// <param name="newer">The version whose migrations ran: a tag, branch or commit.</param>
    /// <param name="older">The version whose code serves.</param>
    /// <param name="applied">
    /// The applied migrations, as <c>app.name</c>. Migrations that both versions have may be left out.
    /// </param>
    /// <param name="failed">The migration that failed, or <see langword="null"/>.</param>
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
        var (_, trees, kept) = await ReadAsync(older, newer, cancellationToken);
        var verdict = new PartialComparison(trees.Older, trees.Newer, kept.OldCode, kept.Database).Judge(
            newer,
            older,
            applied,
            failed
        );
        kept.Sources.Save();
        return verdict;
    }

    /// <summary>Reads which migrations of two versions are squashes, and what they replace.</summary>
    /// <param name="one">A version: a tag, branch or commit.</param>
    /// <param name="other">Another version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">A version is not known, or git failed or took too long.</exception>
    public async Task<ReplacedMigrations> ReplacedAsync(string one, string other, CancellationToken cancellationToken)
    {
        var (_, trees, kept) = await ReadAsync(one, other, cancellationToken);
        kept.Sources.Save();
        return new Squashes(trees.Older, trees.Newer).Named(trees.LabelOf);
    }

    private async Task<MigrationVerdict> CompareAsync(string older, string newer, CancellationToken cancellationToken)
    {
        var (snapshot, trees, kept) = await ReadAsync(older, newer, cancellationToken);
        var (changes, unapply) = new MigrationComparison(trees.Older, trees.Newer, kept.OldCode).Compare();
        kept.Sources.Save();
        var others = OtherChanges.Find(snapshot);
        return new()
        {
            From = older,
            To = newer,
            Verdict = MigrationVerdict.WorstOf(changes, others),
            Migrations = changes,
            OtherChanges = others,
            Unapply = unapply.Value,
        };
    }

    private async Task<(GitSnapshot Snapshot, VersionTrees Trees, KeptReading Kept)> ReadAsync(
        string older,
        string newer,
        CancellationToken cancellationToken
    )
    {
        var kept = await KeptReading.OpenAsync(directory, time, DatabaseKind.Of(OtherDatabase), cancellationToken);
        var snapshot = await _reader.ReadAsync(older, newer, kept.Has, cancellationToken);
        var sources = new MigrationSources(snapshot.Contents, kept);
        return (snapshot, VersionTrees.Read(snapshot, sources, cancellationToken), kept);
    }
}
