using Drill.Settings;

namespace Drill.Kubelet;

/// <summary>What a container does: the lines it logs, and how it ends.</summary>
/// <param name="Lines">Logged one after the other, at the pace's <see cref="Pace.LogLine"/>.</param>
/// <param name="ExitCode">The exit code after the last line; null when the container runs until it is stopped.</param>
public sealed record ContainerProgram(IReadOnlyList<string> Lines, int? ExitCode)
{
    /// <summary>All lines come at once, whatever the pace: the container ends before anything else can happen.</summary>
    public bool AtOnce { get; init; }

    /// <summary>Runs until it is stopped.</summary>
    public static ContainerProgram Serves(params IReadOnlyList<string> lines) => new(lines, null);

    /// <summary>Ends right after its start.</summary>
    public static ContainerProgram Crashes(int exitCode, params IReadOnlyList<string> lines) =>
        new(lines, exitCode) { AtOnce = true };

    /// <summary>Ends after its last line.</summary>
    public static ContainerProgram Exits(int exitCode, params IReadOnlyList<string> lines) => new(lines, exitCode);
}
