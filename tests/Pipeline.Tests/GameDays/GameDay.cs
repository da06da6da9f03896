using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>A fault in a region, and what the release makes of it.</summary>
/// <param name="Fault">The kind's name on the command line.</param>
/// <param name="ExitCode">The exit code of the run.</param>
/// <param name="Outcome">How the region with the fault ends.</param>
internal sealed record GameDay(string Fault, int ExitCode, Outcome Outcome)
{
    /// <summary>The argument with which a region that fails goes back.</summary>
    public const string OnFailure = "--on-failure=rollback";

    /// <summary>
    /// The stage at whose beginning it strikes; <see langword="null"/> when it is there before the run.
    /// </summary>
    public Stage? Strikes { get; init; }

    /// <summary>Why the fault cannot strike at that stage; <see langword="null"/> when it can.</summary>
    public string? Never { get; init; }

    /// <summary>What helps, each of which is tried.</summary>
    public IReadOnlyList<Recovery> Recoveries { get; init; } = [];

    /// <summary>
    /// What the cluster or the screen shows first, as a regular expression: then the fault may be lifted in time.
    /// </summary>
    public string Shown { get; init; } = "";

    /// <summary>What the region serves at the end, as a regular expression.</summary>
    public string Live { get; init; } = "";

    /// <summary>How the region without a fault ends.</summary>
    public Outcome Neighbour { get; init; } = Outcome.Succeeded;

    /// <summary>The last stage that the region entered, and why it failed there.</summary>
    public (Stage Stage, string Reason)? Failure { get; init; }

    /// <summary>How many pods of a migration that ended are left.</summary>
    public int MigrationPods { get; init; } = 1;

    /// <summary>What the message of the failure or of the refusal says, as a regular expression.</summary>
    public string Message { get; init; } = "";

    /// <summary>The command or advice that the last screen ends with, as a regular expression.</summary>
    public string NextStep { get; init; } = "";

    /// <summary>When it is known, in words for people.</summary>
    public string Known { get; init; } = "";

    /// <summary>How the region goes back after its failure; <see langword="null"/> when it was not asked to.</summary>
    public Outcome? Restore { get; init; }

    /// <summary>Whether a region that fails takes its former images back.</summary>
    public bool Restores => Limits.Contains(OnFailure);

    /// <summary>What tells this day from all others.</summary>
    public string Name =>
        Strikes is { } stage ? $"{Fault} at {stage.Facts().Words}"
        : Restores ? $"{Fault}, rollback"
        : Fault;

    /// <summary>A line that the failure's log has.</summary>
    public string? LogLine { get; init; }

    /// <summary>Limits that keep the test short, or that leave the fault time to heal.</summary>
    public string[] Limits { get; init; } = [];

    /// <summary>The table: what was wrong before the run, and what strikes at one of its stages.</summary>
    public static IReadOnlyList<GameDay> All { get; } = [.. DaysFromTheStart.All, .. DaysAtAStage.All];
}
