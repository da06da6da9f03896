using Clusters.Calls;
using Clusters.Notes;
using Foundation.Failures;
using k8s.Models;
using Releases.Records;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Jobs;

/// <summary>What a region remembers of its migrations, beyond the life of their Jobs.</summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="job">The name of the migration Job, as the fleet file says it.</param>
public sealed class MigrationNoteStore(RegionCluster cluster, string job)
{
    private readonly RegionNote _note = new(cluster, NameOf(job), ReleaseLabels.Migration, "what was migrated");

    /// <summary>The name of the Lease that carries the note.</summary>
    /// <param name="job">The name of the migration Job; several applications may share a namespace.</param>
    public static string NameOf(string job) => $"release-{job}";

    /// <summary>The command that makes a region forget, so that a migration runs again.</summary>
    public string Forgetting => $"{cluster.Kubectl} delete lease {NameOf(job)}";

    /// <summary>What is noted; <see langword="null"/> where nothing is known.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<MigrationNote?> ReadAsync(CancellationToken cancellationToken) =>
        MigrationNote.Read(await _note.ReadAsync(cancellationToken));

    /// <summary>Notes that a Job begins or has ended.</summary>
    /// <param name="purpose">What the Job is for.</param>
    /// <param name="state">How it stands.</param>
    /// <param name="actor">Who runs it.</param>
    /// <param name="point">The state before its first Job; <see langword="null"/> keeps what is noted of that.</param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task NoteAsync(
        JobPurpose purpose,
        MigrationState state,
        string actor,
        RestorePoint? point,
        CancellationToken cancellationToken
    )
    {
        var before = await ReadAsync(cancellationToken);
        // Who finds it done has not done it.
        if (state == MigrationState.Done && before?.IsDone(purpose) == true)
            return;
        var now = cluster.Connection.Time.GetUtcNow();
        var note = MigrationNote.Of(before, purpose, state, actor, now, point);
        await _note.WriteAsync(note.Write(), cancellationToken);
    }

    /// <summary>Notes something about the migration that is noted already.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public Task WriteAsync(MigrationNote note, CancellationToken cancellationToken) =>
        _note.WriteAsync(note.Write(), cancellationToken);

    /// <summary>
    /// The newest version of which migrations may be in the database, as far as note and Job tell; also where one
    /// failed: what it had done by then is done.
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
