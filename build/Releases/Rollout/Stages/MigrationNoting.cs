using Foundation.Failures;
using Releases.Jobs;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>Notes a migration in its region: before its Job is created, and when it has ended.</summary>
/// <param name="lane">The lane.</param>
/// <param name="purpose">The purpose of the Job.</param>
internal sealed class MigrationNoting(Lane lane, JobPurpose purpose)
{
    private readonly MigrationNoteStore _notes = new(lane.Cluster, lane.Order.Fleet.Migration.Job);

    /// <summary>The state of the database before the first Job; <see langword="null"/> before one is noted.</summary>
    public RestorePoint? Point { get; private set; }

    /// <summary>What an earlier run has noted of this purpose, when it is reached; its Job is gone.</summary>
    /// <returns>One line; <see langword="null"/> when it is not known to be reached.</returns>
    public async Task<string?> DoneBeforeAsync(CancellationToken cancellationToken)
    {
        if (await _notes.ReadAsync(cancellationToken) is not { } note)
            return null;
        if (note.IsDone(purpose))
        {
            lane.Journal.Say($"its Job is gone, but it was noted: {note}; to migrate again, first {_notes.Forgetting}");
            return $"noted as done: {note}";
        }
        if (note.State == MigrationState.Begun && note.Version == purpose.Version.Text)
            lane.Journal.Say(
                RunEventKind.Trouble,
                $"{note}, and its Job is gone: how it ended is not known; Django applies only what is missing"
            );
        return null;
    }

    /// <summary>Notes that a Job is about to run. Without this note no Job is made.</summary>
    /// <param name="since">
    /// When the Job was created, by the cluster's clock; <see langword="null"/> for one that is still to be.
    /// </param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <returns>Whether no earlier attempt at the same version was noted.</returns>
    /// <exception cref="ReleaseException">
    /// The cluster refuses or does not answer, or there is no backup where one has to be.
    /// </exception>
    public async Task<bool> BeginAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var before = await _notes.ReadAsync(cancellationToken);
        var point = before?.PointOf(purpose);
        if (since is null && point?.Backup is null)
            point = await new SchemaBackup(lane, purpose).TakeAsync(cancellationToken) is { } backup
                ? new RestorePoint(point?.At ?? lane.Cluster.Connection.Clock.Now) { Backup = backup }
                : point;
        point ??= new RestorePoint(since ?? lane.Cluster.Connection.Clock.Now);
        await lane.BeforeChangeAsync(cancellationToken);
        await _notes.NoteAsync(purpose, MigrationState.Begun, lane.Order.Actor, point, cancellationToken);
        Point = point with { Command = lane.Region.Database?.RestoreCommand(point.At) };
        lane.Journal.NoteRestorePoint(Point);
        return before?.MayHold(purpose.Version) != true;
    }

    /// <summary>
    /// Notes how a Job ended. When the noting fails, the note still says that the migration was begun, and the Job
    /// tells the rest.
    /// </summary>
    /// <returns>Whether the end was noted.</returns>
    public async Task<bool> EndAsync(MigrationState state, CancellationToken cancellationToken)
    {
        try
        {
            await lane.BeforeChangeAsync(cancellationToken);
            await _notes.NoteAsync(purpose, state, lane.Order.Actor, null, cancellationToken);
            return true;
        }
        catch (ReleaseException exception)
        {
            lane.Journal.Say(RunEventKind.Trouble, $"how the migration ended is not noted: {exception.Message}");
            return false;
        }
    }
}
