using Cake.Core;
using Cake.Core.Diagnostics;
using Pipeline.Running;

namespace Pipeline.Hosting;

/// <summary>
/// Cake's report without the headings of gates while a picture shows the lanes, which go at their own pace.
/// </summary>
/// <param name="console">Where the report goes.</param>
/// <param name="context">Cake's own context.</param>
/// <param name="journal">Knows whether there is a picture.</param>
public sealed class PictureReport(IConsole console, ICakeContext context, RunJournal journal) : ICakeReportPrinter
{
    private readonly CakeReportPrinter _printer = new(console, context);

    /// <inheritdoc/>
    public void Write(CakeReport report) => _printer.Write(report);

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
        if (!journal.IsPicture)
            _printer.WriteStep(name, verbosity);
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity) => _printer.WriteLifeCycleStep(name, verbosity);

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity) => _printer.WriteSkippedStep(name, verbosity);
}
