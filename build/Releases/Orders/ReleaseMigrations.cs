using System.Collections.Concurrent;
using Foundation.Failures;
using Migrations;
using Migrations.Verdicts;
using Releases.Versions;

namespace Releases.Orders;

/// <summary>
/// What the checkout tells about the migrations of a release. Each live version is compared once a run, however many
/// regions serve it.
/// </summary>
/// <param name="check">Compares versions.</param>
/// <param name="commit">The commit that is released. The release's tag may not exist yet.</param>
/// <param name="commits">Finds the commits of live versions.</param>
public sealed class ReleaseMigrations(MigrationCheck check, string commit, IVersionCommits commits)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<MigrationVerdict>>> _verdicts = new(StringComparer.Ordinal);

    /// <summary>The migrations that the release runs over a live version, and what they mean.</summary>
    /// <param name="from">The live version.</param>
    /// <param name="cancellationToken">Ends the wait; the run's own token.</param>
    /// <exception cref="ReleaseException">The version is not known, or git failed.</exception>
    public Task<MigrationVerdict> VerdictAsync(string from, CancellationToken cancellationToken) =>
        _verdicts
            .GetOrAdd(
                from,
                // A caller that stops waiting does not stop the comparison for the others.
                version => new Lazy<Task<MigrationVerdict>>(() => CompareAsync(version))
            )
            .Value.WaitAsync(cancellationToken);

    private async Task<MigrationVerdict> CompareAsync(string from)
    {
        var live = await commits.FindAsync(from, CancellationToken.None);
        var verdict = await check.ReleaseAsync(live, commit, CancellationToken.None);
        // People know it by its name.
        return verdict with { From = from, Rollout = verdict.MetBy(from) };
    }

    /// <summary>Judges whether a former version can run on the schema of a newer one.</summary>
    /// <param name="version">The newer version.</param>
    /// <param name="former">The former version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">A version is not known, or git failed.</exception>
    public async Task<MigrationVerdict> RollbackAsync(
        string version,
        string former,
        CancellationToken cancellationToken
    )
    {
        var verdict = await check.RollbackAsync(
            await commits.FindAsync(version, cancellationToken),
            await commits.FindAsync(former, cancellationToken),
            cancellationToken
        );
        return verdict with { From = version, To = former };
    }

    /// <summary>
    /// The names of the migrations that the release runs over a live version, in order, as <c>app.name</c>.
    /// </summary>
    /// <param name="from">The live version.</param>
    /// <param name="cancellationToken">Ends the wait; the run's own token.</param>
    /// <returns>Their names; <see langword="null"/> where the checkout does not tell.</returns>
    public async Task<IReadOnlyList<string>?> PlannedAsync(string from, CancellationToken cancellationToken)
    {
        try
        {
            var verdict = await VerdictAsync(from, cancellationToken);
            return
            [
                .. verdict
                    .Migrations.Where(migration => migration.Change == MigrationChangeKind.Added)
                    .Select(migration => migration.FullName),
            ];
        }
        catch (ReleaseException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="MigrationCheck.PartialAsync"/>
    /// <param name="older">The version whose code serves.</param>
    /// <param name="applied">The migrations that are applied.</param>
    /// <param name="failed">The migration that failed, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PartialVerdict> PartialAsync(
        string older,
        IReadOnlySet<string> applied,
        string? failed,
        CancellationToken cancellationToken
    )
    {
        var serving = await commits.FindAsync(older, cancellationToken);
        var partial = await check.PartialAsync(commit, serving, applied, failed, cancellationToken);
        return partial with { Verdict = partial.Verdict with { To = older } };
    }
}
