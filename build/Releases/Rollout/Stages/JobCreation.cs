using System.Net;
using System.Text.Json.Nodes;
using Clusters.Calls;
using Foundation.Failures;
using k8s.Models;
using Releases.Jobs;

namespace Releases.Rollout.Stages;

/// <summary>
/// Creates a Job, also while the server fails. When the answer was lost or was an error, the Job may exist all the
/// same. Creating it again without looking would clash.
/// </summary>
/// <param name="lane">The region.</param>
/// <param name="jobs">Reads and creates the Job.</param>
/// <param name="isOurs">Whether a Job that is there is the one that was to be created.</param>
internal sealed class JobCreation(Lane lane, MigrationJobs jobs, Func<V1Job, bool> isOurs)
{
    /// <summary>Whether the Job may be there, or come yet, although its creation failed.</summary>
    public bool MayBeThere { get; private set; }

    /// <summary>Creates the Job, or finds it where it was created without an answer.</summary>
    /// <exception cref="ReleaseException">The cluster refuses it, or goes on failing.</exception>
    public async Task<V1Job> CreateAsync(JsonObject manifest, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await lane.BeforeChangeAsync(cancellationToken);
            try
            {
                var created = await jobs.CreateAsync(manifest, cancellationToken);
                lane.Journal.Say($"Job {created.Name()} created");
                return created;
            }
            catch (ReleaseException exception) when (Clashes(exception) || ChangeOutcome.IsUnknown(exception))
            {
                MayBeThere = true;
                var found = await LookAsync(exception, attempt, cancellationToken);
                if (found is not null && isOurs(found))
                {
                    lane.Journal.Say($"Job {found.Name()} is there");
                    return found;
                }
                if (attempt >= UnclearChange.Attempts || (found is not null && Clashes(exception)))
                    throw;
            }
        }
    }

    private async Task<V1Job?> LookAsync(ReleaseException exception, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            await UnclearChange.WaitAsync(
                lane,
                exception,
                "looking whether the Job was created",
                attempt,
                cancellationToken
            );
            return await jobs.FindAsync(cancellationToken);
        }
        catch (OperationCanceledException cancelled)
            when (cancellationToken.IsCancellationRequested && ChangeOutcome.IsUnknown(exception))
        {
            // The Job may run: who presses Ctrl-C has to know.
            throw new UnansweredChangeException("creating the Job", cancelled);
        }
    }

    private static bool Clashes(ReleaseException exception) =>
        exception is ApiRefusalException { Status: HttpStatusCode.Conflict };
}
