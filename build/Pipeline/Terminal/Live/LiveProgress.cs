using Releases.Fleets;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Terminal.Live;

/// <summary>
/// The lanes as a picture at the bottom of a terminal, from the first lane to the last; above it, in the scrollback,
/// what a person may want to read again: failures, trouble, and the lines of the run itself.
/// </summary>
/// <param name="screen">The terminal.</param>
/// <param name="lines">Shows single lines; on the same terminal.</param>
/// <param name="waves">The regions of the run.</param>
/// <param name="glyphs">The signs that the terminal shows.</param>
/// <param name="clock">The clock of the elapsed times.</param>
public sealed class LiveProgress(
    Screen screen,
    PlainProgress lines,
    IReadOnlyList<Wave> waves,
    Glyphs glyphs,
    TimeProvider clock
) : IProgressView
{
    // Often enough for seconds that count, and for a window that somebody pulls at.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private LaneMatrix? _matrix;
    private ITimer? _timer;

    /// <inheritdoc/>
    public bool IsPicture => _timer is not null;

    /// <inheritdoc/>
    public void Start(string release, IReadOnlySet<Stage> stages)
    {
        var picture = new MatrixPicture(release, clock.GetUtcNow(), glyphs);
        lock (_lock)
            _matrix = LaneMatrix.Of(waves, stages);
        screen.Show((width, height) => picture.Lines(_matrix, clock.GetUtcNow(), width, height));
        _timer = clock.CreateTimer(_ => screen.Refresh(), null, Pace, Pace);
    }

    /// <inheritdoc/>
    public void Show(RunEvent happened)
    {
        lock (_lock)
            _matrix = _matrix?.After(happened);
        if (_matrix is null || IsWorthALine(happened.Kind))
            lines.Show(happened);
    }

    /// <inheritdoc/>
    public void Say(string text) => lines.Say(text);

    /// <inheritdoc/>
    public void Finish()
    {
        _timer?.Dispose();
        _timer = null;
        // The summary says how the run ended, but not what was going on when it was stopped.
        screen.Close(keep: _matrix?.Rows.Any(row => row.State == LaneState.Interrupted) == true);
    }

    private static bool IsWorthALine(RunEventKind kind) =>
        kind is RunEventKind.Failed or RunEventKind.Refused or RunEventKind.Trouble or RunEventKind.MigrationLog;
}
