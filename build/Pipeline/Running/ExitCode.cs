using Releases.Records;

namespace Pipeline.Running;

/// <summary>The exit codes of the command.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Something failed.</summary>
    public const int Failed = 1;

    /// <summary>Usage or configuration error; nothing was touched.</summary>
    public const int Usage = 2;

    /// <summary>A guard refused; nothing was touched.</summary>
    public const int Refused = 3;

    /// <summary>Interrupted by Ctrl-C or a signal.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code that goes with an outcome.</summary>
    public static int Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded or Outcome.Skipped => Done,
            Outcome.Refused => Refused,
            Outcome.Interrupted => Interrupted,
            Outcome.Running or Outcome.Failed => Failed,
        };
}
