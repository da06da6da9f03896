using System.Text;
using Foundation.Timing;
using Pipeline.Terminal.Live;
using Releases.Fleets;
using Releases.Records;
using Releases.Regions;
using Releases.Rollout;
using Releases.Workloads;

namespace Pipeline.Terminal;

/// <summary>One timestamped line an event: for CI, for files, and for terminals that want no more.</summary>
/// <param name="output">Where the lines go; used from many lanes at once.</param>
/// <param name="regions">The regions of the run, for the width of their column.</param>
/// <param name="clock">The clock of the lines that come from no lane.</param>
/// <param name="colours">The colours of what is done, failed or in trouble.</param>
/// <param name="tailsMigrations">Whether the lines of the migrations' logs are shown.</param>
public sealed class PlainProgress(
    TextWriter output,
    IEnumerable<Region> regions,
    TimeProvider clock,
    Colouring colours,
    bool tailsMigrations
) : IProgressView
{
    // GitLab's runner takes 4 MiB of a job's log and drops the rest, which the last screen would be part of. So many
    // bytes of each migration leave room for five of them.
    private const int MostLogLines = 5_000;
    private const int MostLogBytes = 500_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Lines, int Bytes)> _logs = [];
    private readonly int _width = regions.Select(region => region.Name.Length + 2).DefaultIfEmpty(0).Max();

    /// <inheritdoc/>
    public bool IsPicture => false;

    /// <inheritdoc/>
    public void Start(string release, IReadOnlySet<Stage> stages) { }

    /// <inheritdoc/>
    public void Show(RunEvent happened)
    {
        if (happened.Kind == RunEventKind.MigrationLog && !(tailsMigrations && IsShown(happened)))
            return;
        var stage = happened.Stage is { } named ? $"{named.Facts().Words}: " : "";
        var region = $"[{happened.Region}]".PadRight(_width);
        var text = new TonedText($"{Prefix(happened.Kind)}{PrintableLine.Of(happened.Text)}", Tones.Of(happened.Kind));
        Write(happened.At, new TonedText($"{region} {stage}"), text);
    }

    private bool IsShown(RunEvent line)
    {
        bool isFirstTooMany;
        lock (_lock)
        {
            var (lines, bytes) = _logs.GetValueOrDefault(line.Region);
            if (lines > MostLogLines || bytes > MostLogBytes)
                return false;
            bytes += Encoding.UTF8.GetByteCount(PrintableLine.Of(line.Text));
            _logs[line.Region] = (lines + 1, bytes);
            isFirstTooMany = lines == MostLogLines || bytes > MostLogBytes;
        }
        if (isFirstTooMany)
            Show(line with { Kind = RunEventKind.Progress, Text = WhereTheRestIs(line.Region) });
        return !isFirstTooMany;
    }

    // A failure's last lines are in the record and on the last screen, as always.
    private string WhereTheRestIs(string name) =>
        "no more of this log is shown here, it is too long; the migration goes on"
        + (
            regions.FirstOrDefault(region => region.Name == name) is { } region
                ? $". The rest: {KubectlCommand.Of(region)} logs --selector={ReleaseLabels.Version} --all-containers --tail=-1"
                : ""
        );

    /// <inheritdoc/>
    public void Finish() { }

    /// <inheritdoc/>
    public void Say(string text) => Write(clock.GetUtcNow(), new TonedText(text));

    private void Write(DateTimeOffset at, params IEnumerable<TonedText> pieces)
    {
        var time = UtcText.Clock(at);
        try
        {
            lock (_lock)
                colours.WriteLine(output, [new TonedText($"{time} "), .. pieces]);
        }
        catch (IOException)
        {
            // The terminal is gone, or the disk that its output goes to is full: no reason to end a release half way.
            // The record tells.
        }
    }

    private static string Prefix(RunEventKind kind) =>
        kind switch
        {
            RunEventKind.MigrationLog => "| ",
            RunEventKind.Trouble => "trouble: ",
            RunEventKind.Failed => "FAILED: ",
            RunEventKind.Succeeded => "done: ",
            RunEventKind.Interrupted => "INTERRUPTED: ",
            RunEventKind.Refused => "refused: ",
            RunEventKind.Started or RunEventKind.Progress or RunEventKind.Waiting or RunEventKind.Skipped => "",
        };
}
