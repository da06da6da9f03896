using System.Collections.Concurrent;
using Foundation.Failures;
using Migrations;
using Migrations.Verdicts;

namespace Releases.Orders;

/// <summary>
/// What the checkout tells of the migrations of a release. Each live version is compared once a run, however many
/// regions serve it.
/// </summary>
/// <param name="check">Compares versions.</param>
/// <param name="commit">The commit that is released: its tag may not exist yet.</param>
public sealed class ReleaseMigrations(MigrationCheck check, string commit)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<MigrationVerdict>>> _verdicts = new(StringComparer.Ordinal);

    /// <summary>Which migrations the release runs over a live version, and what they mean.</summary>
    /// <param name="from">The live version.</param>
    /// <param name="cancellationToken">Ends the wait; that of the run.</param>
    /// <exception cref="ReleaseException">The version is not known, or git failed.</exception>
    public Task<MigrationVerdict> VerdictAsync(string from, CancellationToken cancellationToken) =>
        _verdicts
            .GetOrAdd(
                from,
                // One who stops waiting does not take it from the others.
                version => new Lazy<Task<MigrationVerdict>>(() =>
                    check.ReleaseAsync(version, commit, CancellationToken.None)
                )
            )
            .Value.WaitAsync(cancellationToken);

    /// <summary>Which migrations the release runs over a live version, in their order, as <c>app.name</c>.</summary>
    /// <param name="from">The live version.</param>
    /// <param name="cancellationToken">Ends the wait; that of the run.</param>
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
                    .Select(migration => $"{migration.App}.{migration.Name}"),
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
    /// <param name="failed">The one that failed, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PartialVerdict> PartialAsync(
        string older,
        IReadOnlySet<string> applied,
        string? failed,
        CancellationToken cancellationToken
    ) => check.PartialAsync(commit, older, applied, failed, cancellationToken);
}
