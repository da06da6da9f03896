using Foundation.Failures;
using Releases.Jobs;

namespace Releases.Rollout.Stages;

/// <summary>Notes a migration in its region: before its Job is created, and when it has ended.</summary>
/// <param name="lane">The lane.</param>
/// <param name="purpose">The purpose of the Job.</param>
internal sealed class MigrationNoting(Lane lane, JobPurpose purpose)
{
    private readonly MigrationNoteStore _notes = new(lane.Cluster, lane.Order.Fleet.Migration.Job);

    /// <summary>
    /// Reads whether an earlier run has noted that this purpose is reached. It is for a purpose whose Job is gone.
    /// </summary>
    /// <returns>One line; <see langword="null"/> when the note does not say so.</returns>
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

    /// <summary>Notes that a Job is about to run. No Job is created without this note.</summary>
    /// <returns>Whether no earlier attempt at the same version was noted.</returns>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        await lane.BeforeChangeAsync(cancellationToken);
        var before = await _notes.ReadAsync(cancellationToken);
        await _notes.NoteAsync(purpose, MigrationState.Begun, lane.Order.Actor, cancellationToken);
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
            await _notes.NoteAsync(purpose, state, lane.Order.Actor, cancellationToken);
            return true;
        }
        catch (ReleaseException exception)
        {
            lane.Journal.Say(RunEventKind.Trouble, $"how the migration ended is not noted: {exception.Message}");
            return false;
        }
    }
}
