using Foundation.Failures;
using Foundation.Secrets;
using Foundation.Text;
using Foundation.Timing;
using Pipeline.Terminal;
using Releases.Fleets;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Running;

/// <summary>Tells people and the record what happens in a run.</summary>
public sealed class RunJournal
{
    private readonly ReleaseRequest _request;
    private readonly Lazy<IProgressView> _view;
    private Exception? _failure;
    private Outcome? _answer;

    /// <summary>Starts a journal.</summary>
    public RunJournal(ReleaseRequest request)
    {
        _request = request;
        _view = new Lazy<IProgressView>(() => ProgressViews.Of(request));
        Record = new RecordWriter(null, FirstRecord());
    }

    /// <summary>The run's record; in memory only, until <see cref="Open"/> gives it a file.</summary>
    public RecordWriter Record { get; private set; }

    /// <summary>Whether the run has a record in a file.</summary>
    public bool IsOpen => Record.File is not null;

    /// <summary>Starts to write the record to its file; the first line of every run that may touch something.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public void Open()
    {
        var file = _request.Options.RecordFile ?? DefaultFile();
        var former = FormerRecord.SetAside(Path.GetFullPath(file));
        var record = new RecordWriter(file, Record.Current);
        record.Update(entry => entry);
        // A disk that is full later does not stop a release half way; before it has begun, nothing is lost by stopping.
        if (record.Failure is { } failure)
            throw new UsageException(
                $"{file}: the record cannot be written there ({failure}); name another file with --record=FILE"
            );
        Record = record;
        if (former is not null)
            Say($"the record of the run before is kept in {former}");
    }

    /// <summary>Notes what ended a task, where Cake would go on and keep it to itself. The first one counts.</summary>
    public void NoteFailure(Exception exception) => _failure ??= CauseOf(exception);

    /// <summary>Notes the outcome of an answer that needs no further words.</summary>
    public void Conclude(Outcome outcome) => _answer = outcome;

    /// <summary>Whether a signal is how this run ends, and no interruption of it.</summary>
    public bool IsEndedByHand { get; set; }

    /// <summary>Completes the record with how the run ended.</summary>
    /// <param name="exception">What ended the run early, or <see langword="null"/>.</param>
    /// <param name="isInterrupted">Whether a signal did.</param>
    public void Close(Exception? exception, bool isInterrupted)
    {
        if (_view.IsValueCreated)
            _view.Value.Finish();
        var cause = _failure ?? CauseOf(exception);
        Record.Update(record =>
            record with
            {
                FinishedAt = _request.Environment.Time.GetUtcNow(),
                Outcome = OutcomeOf(record, cause, isInterrupted && !IsEndedByHand, _answer),
                Problems = ProblemsOf(cause),
                Regions = [.. record.Regions.Select(Ended)],
            }
        );
        NextStep = (cause as ReleaseException)?.NextStep;
        IsUsageError = cause is UsageException;
    }

    /// <summary>The line that the run shall end with, when it has one.</summary>
    public string? LastLine { get; set; }

    /// <summary>What helps after the run ended early, when something does.</summary>
    public string? NextStep { get; private set; }

    /// <summary>Whether the run ended because an argument or a file is wrong.</summary>
    public bool IsUsageError { get; private set; }

    /// <summary>Shows an event of a lane.</summary>
    public void Show(RunEvent happened) =>
        _view.Value.Show(happened with { Text = SecretKeeper.Redact(happened.Text) });

    /// <summary>Shows that the lanes begin.</summary>
    /// <param name="stages">The stages that they have.</param>
    public void StartLanes(IReadOnlySet<Stage> stages) =>
        _view.Value.Start($"{Record.Current.Target} {Record.Current.Version}", stages);

    /// <summary>Shows that a region's cluster does not answer, or answers again.</summary>
    public void ShowTrouble(Region region, string line) =>
        Show(new RunEvent(_request.Environment.Time.GetUtcNow(), region.Name, null, RunEventKind.Trouble, line));

    /// <summary>Whether the lanes are a picture at the moment.</summary>
    public bool IsPicture => _view.IsValueCreated && _view.Value.IsPicture;

    /// <summary>Shows a line of the run itself.</summary>
    public void Say(string line) => _view.Value.Say(SecretKeeper.Redact(line));

    private ReleaseRecord FirstRecord() =>
        new()
        {
            Target = _request.Target,
            Version = _request.Options.Version?.Text ?? "",
            Actor = _request.Options.Actor ?? "",
            ActorEmail = _request.Options.ActorEmail,
            Arguments = _request.Arguments,
            Overruled = _request.Options.Overruled,
            Host = _request.Environment.Host,
            Pipeline = _request.Options.CiJob,
            StartedAt = _request.Environment.Time.GetUtcNow(),
            Regions =
            [
                .. _request.Waves.SelectMany(wave =>
                    wave.Regions.Select(region => new RegionRecord
                    {
                        Name = region.Name,
                        Provider = region.Provider.Word(),
                        Cluster = region.Cluster,
                        Namespace = region.Namespace,
                        Wave = wave.Number,
                    })
                ),
            ],
        };

    // The cause of an expected failure is for diagnostics: its own message says what to do.
    private static Exception? CauseOf(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ReleaseException or OperationCanceledException)
                return cause;
        }
        return exception?.GetBaseException();
    }

    private static Outcome OutcomeOf(ReleaseRecord record, Exception? cause, bool isInterrupted, Outcome? answer) =>
        isInterrupted ? Outcome.Interrupted
        : cause is RefusedException or UsageException ? Outcome.Refused
        : cause is not null || record.Regions.Any(region => region.Outcome == Outcome.Failed) ? Outcome.Failed
        : answer ?? Outcome.Succeeded;

    private static IReadOnlyList<string> ProblemsOf(Exception? cause) =>
        cause switch
        {
            null or OperationCanceledException or LanesFailedException => [],
            RefusedException refused => refused.Reasons,
            UsageException usage => usage.Problems,
            _ => [cause.Message.ReplaceLineEndings(" ")],
        };

    // A region whose lane never started was skipped: the run ended before it. What it ran before says nothing any more
    // once images were set.
    private static RegionRecord Ended(RegionRecord region) =>
        region with
        {
            Outcome = region.Outcome == Outcome.Running ? Outcome.Skipped : region.Outcome,
            Live =
                region.Live
                ?? (region.Stages.Any(stage => stage.Name == Stage.SetImage) ? null : region.From)
                ?? LiveVersion.NotRead.ToString(),
        };

    private string DefaultFile()
    {
        var start = UtcText.InFileName(Record.Current.StartedAt);
        var name = FormattableString.Invariant($"{_request.Target}-{start}-{_request.Environment.ProcessId}.json");
        return Path.Combine(_request.Environment.Root, "artifacts", name.ToLowerInvariant());
    }
}
