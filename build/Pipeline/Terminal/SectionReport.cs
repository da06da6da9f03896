using Cake.Core;
using Cake.Core.Diagnostics;

namespace Pipeline.Terminal;

/// <summary>Cake's report with sections instead of its headings: each task that runs starts one.</summary>
/// <param name="console">Where the report goes.</param>
/// <param name="context">Cake's own context.</param>
/// <param name="sections">The sections of the log.</param>
public sealed class SectionReport(IConsole console, ICakeContext context, GitLabSections sections) : ICakeReportPrinter
{
    private readonly CakeReportPrinter _printer = new(console, context);

    /// <inheritdoc/>
    public void Write(CakeReport report) => _printer.Write(report);

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity) => sections.Start(NameOf(name), name);

    /// <summary>The name of a task's section.</summary>
    public static string NameOf(string task) => $"task-{task}";

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity) => _printer.WriteLifeCycleStep(name, verbosity);

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity) => _printer.WriteSkippedStep(name, verbosity);
}
