using Clusters.Calls;
using Clusters.Notes;
using Foundation.Failures;
using k8s.Models;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Jobs;

/// <summary>What a region remembers of its migrations, also when their Jobs are gone.</summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="job">The migration Job's name in the fleet file.</param>
public sealed class MigrationNoteStore(RegionCluster cluster, string job)
{
    private readonly RegionNote _note = new(cluster, NameOf(job), ReleaseLabels.Migration, "what was migrated");

    /// <summary>The name of the Lease that carries the note.</summary>
    /// <param name="job">
    /// The migration Job's name. It is part of the Lease's name, because several applications may share a namespace.
    /// </param>
    public static string NameOf(string job) => $"release-{job}";

    /// <summary>The command that deletes a region's note, so that a migration runs again.</summary>
    public string Forgetting => $"{cluster.Kubectl} delete lease {NameOf(job)}";

    /// <summary>Reads the note. <see langword="null"/> when the region has none.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<MigrationNote?> ReadAsync(CancellationToken cancellationToken) =>
        MigrationNote.Read(await _note.ReadAsync(cancellationToken));

    /// <summary>Notes that a Job begins or has ended.</summary>
    /// <param name="purpose">What the Job is for.</param>
    /// <param name="state">How it stands.</param>
    /// <param name="actor">Who runs it.</param>
    /// <param name="point">The state before; <see langword="null"/> adds none to those that are noted.</param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <returns>What was noted before, and what is noted now.</returns>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<(MigrationNote? Before, MigrationNote Now)> NoteAsync(
        JobPurpose purpose,
        MigrationState state,
        string actor,
        NotedPoint? point,
        CancellationToken cancellationToken
    )
    {
        var time = cluster.Connection.Clock.Now;
        MigrationNote? before = null;
        MigrationNote? noted = null;
        await _note.ChangeAsync(Change, cancellationToken);
        return (before, noted!);

        string Change(string? present)
        {
            // It has arrived, and only its answer was lost.
            if (noted is not null && present == noted.Write())
                return present;
            before = MigrationNote.Read(present);
            // This run only found the migration done. The note keeps the name of the person who did it.
            if (state == MigrationState.Done && before?.IsDone(purpose) == true)
            {
                noted = before;
                return present!;
            }
            noted = MigrationNote.Of(before, purpose, state, actor, time, point);
            return noted.Write();
        }
    }

    /// <summary>Adds to the note of a migration.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public Task WriteAsync(MigrationNote note, CancellationToken cancellationToken) =>
        _note.WriteAsync(note.Write(), cancellationToken);

    /// <summary>Puts back what was noted before a migration that has not come about.</summary>
    /// <param name="before">What was noted; <see langword="null"/> where nothing was.</param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public Task PutBackAsync(MigrationNote? before, CancellationToken cancellationToken) =>
        // An empty text reads as no note.
        _note.WriteAsync(before?.Write() ?? "", cancellationToken);

    /// <summary>
    /// The newest version whose migrations the database may have. A migration that failed counts, because the steps
    /// that it had finished stay.
    /// </summary>
    /// <param name="note">What is noted.</param>
    /// <param name="isWayBack">
    /// Whether the Job is asked also. On the way forward nothing is read but what every release may read.
    /// </param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<ReleaseVersion?> SchemaAsync(
        MigrationNote? note,
        bool isWayBack,
        CancellationToken cancellationToken
    )
    {
        var noted = ReleaseVersion.TryParse(note?.Schema);
        if (!isWayBack)
            return noted;
        var found = await new MigrationJobs(cluster, job).FindAsync(cancellationToken);
        return new[] { noted, ReleaseVersion.TryParse(found?.GetLabel(ReleaseLabels.Version)) }.Max();
    }
}
