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
    /// <returns>What is noted now.</returns>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<MigrationNote> NoteAsync(
        JobPurpose purpose,
        MigrationState state,
        string actor,
        NotedPoint? point,
        CancellationToken cancellationToken
    )
    {
        var before = await ReadAsync(cancellationToken);
        // This run only found the migration done. The note keeps the name of the person who did it.
        if (state == MigrationState.Done && before?.IsDone(purpose) == true)
            return before;
        var now = cluster.Connection.Time.GetUtcNow();
        var note = MigrationNote.Of(before, purpose, state, actor, now, point);
        await _note.WriteAsync(note.Write(), cancellationToken);
        return note;
    }

    /// <summary>Adds to the note of a migration.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public Task WriteAsync(MigrationNote note, CancellationToken cancellationToken) =>
        _note.WriteAsync(note.Write(), cancellationToken);

    /// <summary>
    /// The newest version whose migrations the database may have, by the note and the Job. A migration that failed
    /// counts, because the steps that it had finished stay.
    /// </summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<ReleaseVersion?> SchemaAsync(CancellationToken cancellationToken)
    {
        var note = await ReadAsync(cancellationToken);
        var found = await new MigrationJobs(cluster, job).FindAsync(cancellationToken);
        return new[]
        {
            ReleaseVersion.TryParse(note?.Schema),
            ReleaseVersion.TryParse(found?.GetLabel(ReleaseLabels.Version)),
        }.Max();
    }
}
