using Clusters.Logs;
using Foundation.Timing;
using Releases.Jobs;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>
/// Follows the migrations of a Job one by one, by the logs of all its containers and attempts. It tells the screen and
/// the record how far they are.
/// </summary>
internal sealed class MigrationTrack : IAsyncDisposable
{
    // A release does not wait long for git to count migrations.
    private static readonly TimeSpan PlanLimit = TimeSpan.FromSeconds(10);

    private readonly Lane _lane;
    private readonly bool _isBack;
    private readonly bool _isFirst;
    private readonly Lock _lock = new();
    private readonly List<((string Pod, string Container, int Run) Stream, MigrateLog Log)> _logs = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _planning;
    private MigrationPlaces _places;
    private IReadOnlyList<SchemaStep> _told = [];
    private (string Name, DateTimeOffset Since)? _running;
    private bool _isPlanned;
    private bool _isClosed;

    /// <summary>Starts to follow.</summary>
    /// <param name="lane">The region.</param>
    /// <param name="purpose">The purpose of the Job.</param>
    /// <param name="isFirst">Whether no earlier attempt can have applied any of the migrations.</param>
    public MigrationTrack(Lane lane, JobPurpose purpose, bool isFirst)
    {
        _lane = lane;
        _isBack = purpose.Step is not null;
        _isFirst = isFirst;
        _places = new MigrationPlaces(purpose.Step?.Migrations);
        _isPlanned = _places.Planned is not null || lane.Order.Migrations is null;
        _planning = _isPlanned ? Task.CompletedTask : Task.Run(PlanAsync);
    }

    /// <summary>The migration that runs, with its time. <see langword="null"/> when it is not known.</summary>
    public string? Text
    {
        get
        {
            lock (_lock)
                return _running is var (name, since)
                    ? $"{_places.Of(name, _told)}: {name} {DurationText.OfColumn(_lane.Time.GetUtcNow() - since)}"
                    : null;
        }
    }

    /// <summary>Takes a line of a container's log.</summary>
    public void Take(string pod, string container, LogLine line)
    {
        lock (_lock)
        {
            var stream = (pod, container, line.Attempt);
            var log = _logs.FirstOrDefault(entry => entry.Stream == stream).Log;
            if (log is null)
                _logs.Add((stream, log = new MigrateLog()));
            if (log.Read(line.Text, line.Time))
                Tell();
        }
    }

    /// <summary>Stops following. Later lines change nothing.</summary>
    /// <param name="isDone">Whether the migration succeeded.</param>
    /// <returns>What was seen; <see langword="null"/> where nothing was seen and nothing was planned.</returns>
    public async Task<SchemaRecord?> CloseAsync(bool isDone)
    {
        await _planning;
        lock (_lock)
        {
            _isClosed = true;
            var ended = Seen().Select(step => step.State != StepState.Running ? step : Ended(step, isDone)).ToArray();
            var done = _isBack ? StepState.Unapplied : StepState.Applied;
            var record = Record([.. ended, .. _places.Left(ended, isDone ? done : StepState.NotBegun)]);
            return record.Migrations.Count == 0 ? null : record;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _planning;
        _end.Dispose();
    }

    // The count is read beside the Job. Only the progress lines wait for it.
    private async Task PlanAsync()
    {
        var planned = await PlannedAsync();
        lock (_lock)
        {
            _places = new MigrationPlaces(planned);
            _isPlanned = true;
            Tell();
        }
    }

    private async Task<IReadOnlyList<string>?> PlannedAsync()
    {
        using var limit = new CancellationTokenSource(PlanLimit, _lane.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _end.Token);
        try
        {
            var live = await LiveVersion.BeforeAsync(_lane, either.Token);
            // Where workloads keep old pods, the newest version is the one that was migrated to.
            return
                live is Serving.Unknown || (live is Serving.Mixed && live.Versions.Contains(_lane.Order.Version.Text))
                ? null
                : await _lane.Order.Migrations!.PlannedAsync(live.Versions[^1], either.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private void Tell()
    {
        if (_isClosed || !_isPlanned)
            return;
        var seen = Seen();
        var next = Next(seen);
        IReadOnlyList<SchemaStep> steps = next is null ? seen : [.. seen, next];
        var left = _places.Left(steps, StepState.NotBegun);
        // Noted first: of a run that is killed, the record then has all that its screen has told.
        if (steps.Count + left.Count > 0)
            _lane.Journal.NoteSchema(Record([.. steps, .. left]));
        foreach (var step in seen.Except(_told).ToArray())
            Say(step, seen);
        _told = seen;
        if (next is not null)
            Run(next.Name, _places.Of(next.Name, seen), Newest?.Mark);
    }

    private void Say(SchemaStep step, IReadOnlyList<SchemaStep> steps)
    {
        var place = _places.Of(step.Name, steps);
        if (step.State == StepState.Running)
        {
            Run(step.Name, place, Newest?.Mark);
            return;
        }
        if (_running?.Name == step.Name)
            _running = null;
        var took = step.Seconds is { } seconds ? $" {DurationText.Of(TimeSpan.FromSeconds(seconds))}" : "";
        var how =
            step.State == StepState.Failed ? " broken off"
            : _isBack ? " un-applied"
            : " applied";
        _lane.Journal.Say($"{place}: {step.Name}{how}{took}");
    }

    private void Run(string name, string place, DateTimeOffset? since)
    {
        if (_running?.Name == name)
            return;
        var now = _lane.Time.GetUtcNow();
        _running = (name, since < now ? since.Value : now);
        _lane.Journal.SayRunning($"{place}: {name}", _running.Value.Since);
    }

    // A node passes on a log line when the line is complete, which is when its migration has ended. The running
    // migration is therefore the next one of the plan.
    private SchemaStep? Next(IReadOnlyList<SchemaStep> steps)
    {
        if (
            _places.Planned is not { } planned
            || Newest is not { UnderWay: null }
            || !_places.Are(steps)
            || (steps.Count == 0 && !_isFirst)
        )
            return null;
        var done = steps.Where(step => step.State != StepState.Failed).Select(step => step.Name).ToHashSet();
        // An earlier run has done every planned migration before the last one that the log names.
        var from = done.Count == 0 ? 0 : planned.Select((name, at) => done.Contains(name) ? at + 1 : 0).Max();
        if (from == planned.Count)
        {
            _running = null;
            return null;
        }
        return new SchemaStep(planned[from], StepState.Running);
    }

    private MigrateLog? Newest => _logs.LastOrDefault(entry => entry.Log.HasBegun).Log;

    // All attempts in order. A later attempt's word about a migration replaces an earlier one's.
    private IReadOnlyList<SchemaStep> Seen()
    {
        var steps = new Dictionary<string, SchemaStep>(StringComparer.Ordinal);
        foreach (var (_, log) in _logs.Where(entry => entry.Log.HasBegun))
        {
            foreach (var step in log.Steps)
                steps[step.Name] = log == Newest || step.State != StepState.Running ? step : Ended(step, isDone: false);
        }
        return [.. steps.Values];
    }

    private SchemaStep Ended(SchemaStep step, bool isDone) =>
        step with
        {
            State =
                !isDone ? StepState.Failed
                : _isBack ? StepState.Unapplied
                : StepState.Applied,
            Seconds =
                _running is var (name, since) && name == step.Name
                    ? Math.Round(Math.Max(0, (_lane.Time.GetUtcNow() - since).TotalSeconds), 3)
                    : step.Seconds,
        };

    private SchemaRecord Record(IReadOnlyList<SchemaStep> steps) =>
        new() { Migrations = _places.InOrder(steps), Planned = _places.Are(Seen()) ? _places.Planned?.Count : null };
}
