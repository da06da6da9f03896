using Releases.Rollout;

namespace Pipeline.Terminal;

/// <summary>What a colour says; where there are no colours, the words say it alone.</summary>
public enum Tone
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>What a reader looks at first.</summary>
    Strong,

    /// <summary>Done.</summary>
    Good,

    /// <summary>Failed.</summary>
    Bad,

    /// <summary>May heal by itself, or needs a look.</summary>
    Warning,

    /// <summary>Goes on at the moment.</summary>
    Busy,

    /// <summary>Less important than what stands around it.</summary>
    Quiet,
}

/// <summary>The tones of what happens in a run.</summary>
internal static class Tones
{
    /// <summary>The tone of an event.</summary>
    public static Tone Of(RunEventKind kind) =>
        kind switch
        {
            RunEventKind.Trouble or RunEventKind.Refused => Tone.Warning,
            RunEventKind.Failed or RunEventKind.Interrupted => Tone.Bad,
            RunEventKind.Succeeded => Tone.Good,
            RunEventKind.MigrationLog => Tone.Quiet,
            RunEventKind.Started or RunEventKind.Progress or RunEventKind.Waiting or RunEventKind.Skipped => Tone.Plain,
        };
}
