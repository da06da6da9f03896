using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Records;

namespace Pipeline.Requests;

/// <summary>
/// Checks the files that a run's record and reports go to, or come from, before anything depends on them.
/// </summary>
public static class RecordFiles
{
    /// <summary>
    /// Reads the record where the target wants one, and finds out whether the others can be written. That leaves
    /// traces, so it is done only when nothing else is wrong.
    /// </summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="problems">What is wrong so far; receives what else is.</param>
    public static ReleaseRequest Check(
        ReleaseRequest request,
        IReadOnlyList<Target> targets,
        ICollection<string> problems
    )
    {
        var options = request.Options;
        var reader = targets.FirstOrDefault(target => target.Facts.Record);
        if (options.ReportFile is not null && !targets.Any(target => ArgumentTakers.Takes(target, "report")))
            problems.Add($"--report: {request.Target} has nothing to report on; leave it out");
        if (reader is not null && targets.Count > 1)
            problems.Add(
                $"--target: {reader.Name} reads a record that is there; run it after the others, not with them"
            );
        if (reader is not null && options.RecordFile is null)
            problems.Add($"--record: {reader.Name} needs the record of a run; name it with --record=FILE.json");
        if (problems.Count > 0)
            return request;
        if (reader is not null)
            request = WithRecord(
                request,
                options.RecordFile!,
                writesPage: ArgumentTakers.Takes(reader, "report"),
                problems
            );
        if (request.Options is { ReportFile: { } report, RecordFile: { } record } && report == record)
            problems.Add($"--report: {report} is the record's file; name another");
        if (reader is null)
            Add(problems, "record", "record", options.RecordFile);
        Add(problems, "report", "report", request.Options.ReportFile);
        Add(problems, "dotenv", "dotenv", request.Options.DotenvFile);
        Add(problems, "code-quality", "code quality report", options.CodeQualityFile);
        return targets.Any(HasReport) ? request with { ReportOfRun = request.Options.ReportFile } : request;
    }

    // The others write a page of something else, or none.
    private static bool HasReport(Target target) => target.Facts.NeedsVersion || target.Name == TargetNames.Drill;

    private static ReleaseRequest WithRecord(
        ReleaseRequest request,
        string file,
        bool writesPage,
        ICollection<string> problems
    )
    {
        try
        {
            return request with
            {
                EarlierRecord = RecordFormat.Read(file, BoundedFile.ReadText(file, InputLimits.Record)),
                Options = writesPage
                    ? request.Options with
                    {
                        ReportFile = request.Options.ReportFile ?? Path.ChangeExtension(file, ".html"),
                    }
                    : request.Options,
            };
        }
        catch (UsageException exception)
        {
            foreach (var problem in exception.Problems)
                problems.Add($"--record: {problem}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"--record: {file}: cannot be read ({exception.Message.TrimEnd('.')})");
        }
        return request;
    }

    private static void Add(ICollection<string> problems, string argument, string content, string? file)
    {
        if (problems.Count == 0 && file is not null && OutputFile.ProblemOf(file, content) is { } problem)
            problems.Add($"--{argument}: {problem}");
    }
}
