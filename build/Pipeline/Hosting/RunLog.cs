using Cake.Core.Diagnostics;
using Foundation.Failures;
using Pipeline.Running;

namespace Pipeline.Hosting;

/// <summary>Cake's log without what the last screen of a run says again, in its place among the rest.</summary>
/// <param name="log">Cake's own.</param>
/// <param name="journal">The run.</param>
public sealed class RunLog(ICakeLog log, RunJournal journal) : ICakeLog
{
    /// <inheritdoc/>
    public Verbosity Verbosity
    {
        get => log.Verbosity;
        set => log.Verbosity = value;
    }

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (level != LogLevel.Error || !(IsOnTheLastScreen(args) || IsOfAGate(format)))
            log.Write(verbosity, level, format, args);
    }

    // Cake's own word for a task that failed and lets the others go on. The lanes have said why.
    private bool IsOfAGate(string format) =>
        journal.IsOpen
        && log.Verbosity < Verbosity.Verbose
        && format.StartsWith("An error occurred when executing task", StringComparison.Ordinal);

    private bool IsOnTheLastScreen(object[] said) =>
        journal.IsOpen
        && said is [string line]
        && journal.Record.Current.Problems is { Count: > 0 } problems
        && (line == RefusedException.Several(problems.Count) || IsAllOf(line.ReplaceLineEndings(" "), problems));

    private static bool IsAllOf(string line, IReadOnlyList<string> problems) =>
        problems.All(problem => line.Contains(problem, StringComparison.Ordinal));
}
