using Cake.Core;
using Cake.Core.Diagnostics;
using Pipeline.Running;

namespace Pipeline.Hosting;

/// <summary>
/// Cake's headings and its table of tasks, for those who ask for them with <c>--verbosity=verbose</c>: the lanes' lines
/// and the last screen tell the same in words. While a picture shows the lanes, which go at their own pace, gates have
/// no heading.
/// </summary>
/// <param name="console">Where the report goes.</param>
/// <param name="context">Cake's own context.</param>
/// <param name="journal">Knows whether there is a picture, and what the lanes did.</param>
public sealed class PictureReport(IConsole console, ICakeContext context, RunJournal journal) : ICakeReportPrinter
{
    private readonly CakeReportPrinter _printer = new(console, context);

    private bool IsAskedFor => context.Log.Verbosity >= Verbosity.Verbose;

    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
        if (IsAskedFor)
            _printer.Write(TaskReport.Of(report, journal.Record.Current));
    }

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
        if (IsAskedFor && !journal.IsPicture)
            _printer.WriteStep(name, verbosity);
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
        if (IsAskedFor)
            _printer.WriteLifeCycleStep(name, verbosity);
    }

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
        if (IsAskedFor)
            _printer.WriteSkippedStep(name, verbosity);
    }
}
