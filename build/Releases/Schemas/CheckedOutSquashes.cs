using System.Collections.Concurrent;
using Foundation.Failures;
using Migrations;
using Migrations.Verdicts;
using Releases.Versions;

namespace Releases.Schemas;

/// <summary>
/// What the checkout tells of the migrations that squashes replace. Each two versions are read once a run, however many
/// regions have them.
/// </summary>
/// <param name="check">Reads versions.</param>
/// <param name="commits">Finds the commits of versions.</param>
public sealed class CheckedOutSquashes(MigrationCheck check, IVersionCommits commits)
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
            var (first, second) = (
                await commits.FindAsync(one, CancellationToken.None),
                await commits.FindAsync(other, CancellationToken.None)
            );
            return (await check.ReplacedAsync(first, second, CancellationToken.None), null);
        }
        catch (ReleaseException exception)
        {
            return (ReplacedMigrations.None, exception.Message.TrimEnd('.'));
        }
    }
}
