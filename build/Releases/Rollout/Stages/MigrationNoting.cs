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
    private Task<MigrationNote?>? _found;
    private RestorePoint? _new;
    private MigrationNote? _before;

    /// <summary>The state of the database before the first Job; <see langword="null"/> before one is noted.</summary>
    public RestorePoint? Point { get; private set; }

    /// <summary>What an earlier run has noted of this purpose, when it is reached; its Job is gone.</summary>
    /// <returns>One line; <see langword="null"/> when it is not known to be reached.</returns>
    public async Task<string?> DoneBeforeAsync(CancellationToken cancellationToken)
    {
        if (await FoundAsync(cancellationToken) is not { } note)
            return null;
        if (note.IsDone(purpose))
        {
            TellNoted(note);
            lane.Journal.Say($"its Job is gone, but it was noted: {note}; to migrate again, first {_notes.Forgetting}");
            return $"noted as done: {note}";
        }
        if (note.State == MigrationState.Begun && note.Version == purpose.Version.Text)
            lane.Journal.Say(
                RunEventKind.Trouble,
                $"{note}, and its Job is gone: how it ended is not known; {WaysOn.OnlyWhatIsLeft(purpose.Step is not null)}"
            );
        return null;
    }

    /// <summary>
    /// Finds out the state of the database before the Job, and backs it up where that is wanted. Nothing is noted yet.
    /// </summary>
    /// <param name="since">
    /// When the Job was created, by the cluster's clock; <see langword="null"/> for a Job that is still to be created.
    /// </param>
    /// <param name="cancellationToken">Stops the wait for the backup, which goes on.</param>
    /// <exception cref="ReleaseException">
    /// The cluster refuses or does not answer, or there is no backup where one has to be.
    /// </exception>
    public async Task PrepareAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var clock = lane.Cluster.Connection.Clock;
        var before = await FoundAsync(cancellationToken);
        // The attempt that a joined Job belongs to is as old as the Job.
        var first = before?.PointOf(purpose, since ?? clock.Now);
        var isWanted = since is null && first?.Backup is null;
        var backup = isWanted ? await new SchemaBackup(lane, purpose).TakeAsync(cancellationToken) : null;
        if (backup is not null)
            // An answer of now: this machine may have slept during the backup.
            await lane.BeforeChangeAsync(cancellationToken);
        var now = new RestorePoint(since ?? clock.Now) { Backup = backup };
        _new = first is null || backup is not null ? now : null;
        Tell(first ?? now);
    }

    /// <summary>Notes that a Job is about to run. No Job is created without this note.</summary>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <returns>Whether no earlier attempt at the same version was noted.</returns>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        await lane.BeforeChangeAsync(cancellationToken);
        var point = _new is null ? null : new NotedPoint(purpose.Version.Text, _new) { Back = purpose.Back?.Text };
        (_before, _) = await _notes.NoteAsync(
            purpose,
            MigrationState.Begun,
            lane.Order.Actor,
            point,
            cancellationToken
        );
        return _before?.MayHold(purpose.Version) != true;
    }

    /// <summary>
    /// Takes back that a Job is about to run: there is none, and nothing in the database has changed. When that fails,
    /// the note says more than has happened.
    /// </summary>
    public async Task TakeBackAsync(CancellationToken cancellationToken)
    {
        try
        {
            await lane.BeforeChangeAsync(cancellationToken);
            await _notes.PutBackAsync(_before, cancellationToken);
        }
        catch (ReleaseException exception)
        {
            lane.Journal.Say(
                RunEventKind.Trouble,
                $"it stays noted that a Job of {purpose} was begun, though there is none: {exception.Message}"
            );
        }
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
            var (_, now) = await _notes.NoteAsync(purpose, state, lane.Order.Actor, null, cancellationToken);
            TellNoted(now);
            return true;
        }
        catch (ReleaseException exception)
        {
            lane.Journal.Say(RunEventKind.Trouble, $"how the migration ended is not noted: {exception.Message}");
            return false;
        }
    }

    // Read once before the Job: this run holds the region's lock, and nobody else writes the note.
    private Task<MigrationNote?> FoundAsync(CancellationToken cancellationToken) =>
        _found is { IsFaulted: false, IsCanceled: false } ? _found : _found = _notes.ReadAsync(cancellationToken);

    // What an earlier run has noted, where this one has not changed anything.
    private void TellNoted(MigrationNote note)
    {
        var noted = note.Points.LastOrDefault(point =>
            point.Version == purpose.Version.Text && point.Back == purpose.Back?.Text
        );
        if (Point is null && noted is not null)
            Tell(noted.State);
    }

    private void Tell(RestorePoint point)
    {
        Point = point with { Command = lane.Region.Database?.RestoreCommand(point.At) };
        lane.Journal.NoteRestorePoint(Point);
    }
}
