using System.Collections.Concurrent;
using Foundation.Failures;
using Migrations;
using Migrations.Verdicts;

namespace Releases.Schemas;

/// <summary>
/// What the checkout tells of the migrations that squashes replace. Each two versions are read once a run, however many
/// regions have them.
/// </summary>
/// <param name="check">Reads versions.</param>
/// <param name="release">The version to release, and its commit: its tag may not exist yet.</param>
public sealed class CheckedOutSquashes(MigrationCheck check, (string Version, string Commit)? release)
{
    private readonly ConcurrentDictionary<
        (string, string),
        Lazy<Task<(ReplacedMigrations Replaced, string? NotRead)>>
    > _known = [];

    /// <summary>The squashes of two versions, or why they could not be read.</summary>
    /// <param name="one">A version.</param>
    /// <param name="other">Another version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<(ReplacedMigrations Replaced, string? NotRead)> OfAsync(
        string one,
        string other,
        CancellationToken cancellationToken
    ) =>
        _known
            // A region that stops waiting does not stop the reading for the others.
            .GetOrAdd((one, other), pair => new(() => ReadAsync(pair.Item1, pair.Item2)))
            .Value.WaitAsync(cancellationToken);

    private async Task<(ReplacedMigrations Replaced, string? NotRead)> ReadAsync(string one, string other)
    {
        try
        {
            return (await check.ReplacedAsync(CommitOf(one), CommitOf(other), CancellationToken.None), null);
        }
        catch (ReleaseException exception)
        {
            return (ReplacedMigrations.None, exception.Message.TrimEnd('.'));
        }
    }

    private string CommitOf(string version) =>
        release is { } checkedOut && checkedOut.Version == version ? checkedOut.Commit : version;
}
