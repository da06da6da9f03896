using System.Text.Json;
using System.Text.Json.Serialization;
using Foundation.Timing;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Terminal;

/// <summary>One line of JSON an event, for programs that follow a run.</summary>
/// <param name="output">Where the lines go; used from many lanes at once.</param>
/// <param name="clock">The clock of the lines that come from no lane.</param>
/// <param name="tailsMigrations">Whether the lines of the migrations' logs are among them.</param>
public sealed class JsonProgress(TextWriter output, TimeProvider clock, bool tailsMigrations) : IProgressView
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Region, Stage Stage), DateTimeOffset> _started = [];

    /// <inheritdoc/>
    public bool IsPicture => false;

    /// <inheritdoc/>
    public void Start(string release, IReadOnlySet<Stage> stages) { }

    /// <inheritdoc/>
    public void Show(RunEvent happened)
    {
        if (happened.Kind == RunEventKind.MigrationLog && !tailsMigrations)
            return;
        lock (_lock)
            Write(
                new ProgressLine(
                    UtcText.OfMillisecond(happened.At),
                    happened.Region,
                    happened.Stage?.ToString(),
                    StateOf(happened.Kind),
                    SecondsOf(happened),
                    PrintableLine.Of(happened.Text)
                )
            );
    }

    /// <inheritdoc/>
    public void Say(string text)
    {
        lock (_lock)
            Write(
                new ProgressLine(
                    UtcText.OfMillisecond(clock.GetUtcNow()),
                    null,
                    null,
                    "message",
                    null,
                    PrintableLine.Of(text)
                )
            );
    }

    /// <inheritdoc/>
    public void Finish() { }

    private double? SecondsOf(RunEvent happened)
    {
        if (happened.Stage is not { } stage)
            return null;
        var key = (happened.Region, stage);
        if (happened.Kind == RunEventKind.Started)
            _started[key] = happened.At;
        return _started.TryGetValue(key, out var start) ? Math.Round((happened.At - start).TotalSeconds, 3) : null;
    }

    private void Write(ProgressLine line)
    {
        try
        {
            output.WriteLine(JsonSerializer.Serialize(line, ProgressLineFormat.Default.ProgressLine));
        }
        catch (IOException)
        {
            // Nobody reads any more: no reason to end a release half way. The record tells.
        }
    }

    private static string StateOf(RunEventKind kind) =>
        kind switch
        {
            RunEventKind.Started => "started",
            RunEventKind.Progress => "progress",
            RunEventKind.Waiting => "waiting",
            RunEventKind.MigrationLog => "log",
            RunEventKind.Trouble => "trouble",
            RunEventKind.Succeeded => "done",
            RunEventKind.Skipped => "skipped",
            RunEventKind.Failed => "failed",
            RunEventKind.Interrupted => "interrupted",
            RunEventKind.Refused => "refused",
        };
}

/// <summary>An event of a run. Its names are what programs rely on (docs/records.md).</summary>
/// <param name="Time">When, in UTC.</param>
/// <param name="Region">Where; <see langword="null"/> for a line of the run itself.</param>
/// <param name="Stage">The stage, as the record names it; <see langword="null"/> outside of one.</param>
/// <param name="State">What happened.</param>
/// <param name="Seconds">Since the region entered the stage; <see langword="null"/> outside of one.</param>
/// <param name="Message">One line for people.</param>
internal sealed record ProgressLine(
    string Time,
    string? Region,
    string? Stage,
    string State,
    double? Seconds,
    string Message
);

/// <summary>Writes events. The code is generated, because reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProgressLine))]
internal sealed partial class ProgressLineFormat : JsonSerializerContext;
