using Pipeline.Reports;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Terminal;
using Releases.Records;

namespace Pipeline.Hosting;

/// <summary>Tells how a run has ended: on the last screen, in its report and variables, by the exit code.</summary>
internal static class RunEnd
{
    /// <summary>Tells it.</summary>
    /// <param name="request">The run.</param>
    /// <param name="journal">What happened in it.</param>
    /// <param name="hostCode">What Cake's host came to.</param>
    /// <returns>The exit code.</returns>
    public static int Tell(ReleaseRequest request, RunJournal journal, int hostCode)
    {
        var record = journal.Record.Current;
        var environment = request.Environment;
        WriteSummary(environment, journal);
        if (journal.Record.Failure is { } failure)
            environment.Errors.WriteLine($"error: the record could not be written to {journal.Record.File}: {failure}");
        if (request is { IsDryRun: false, ReportOfRun: { } report })
            ReportFile.WriteAtEnd(report, journal.Record, environment);
        if (request is { IsDryRun: false, Options.DotenvFile: { } variables })
            DotenvFile.WriteAtEnd(
                variables,
                record,
                request.Waves.SelectMany(wave => wave.Regions),
                environment.Errors
            );
        if (journal.NextStep is { } next)
            environment.Output.WriteLine($"next: {RepeatedCommand.InSteps(record, next)}");
        if (journal.LastLine is { } last)
            environment.Output.WriteLine(last);
        // An answer has been written by its target.
        if (request is { Answer: { } answer, Options.Output: OutputFormats.Json } && journal.IsOpen)
            answer.WriteLine(RecordFormat.Write(record));
        return CodeOf(journal, record, hostCode);
    }

    private static void WriteSummary(RunEnvironment environment, RunJournal journal)
    {
        var record = journal.Record.Current;
        if (journal.IsOpen)
            Summary.Write(
                environment.Output,
                record,
                journal.Record.Failure is null ? journal.Record.File : null,
                environment.Colours,
                new GitLabSections(environment.Output, environment.Time, environment.IsGitLab)
            );
        else if (record.Problems.Count > 1)
            Summary.WriteProblems(environment.Output, record);
    }

    private static int CodeOf(RunJournal journal, ReleaseRecord record, int hostCode)
    {
        if (journal.IsUsageError)
            return ExitCode.Usage;
        if (journal.Record.Failure is not null && record.Outcome == Outcome.Succeeded)
            return ExitCode.Failed;
        // A failure outside of the run, such as a lifetime that throws, is known to the host alone.
        return ExitCode.Of(record.Outcome) is var code && code == ExitCode.Done && hostCode != 0
            ? ExitCode.Failed
            : code;
    }
}
