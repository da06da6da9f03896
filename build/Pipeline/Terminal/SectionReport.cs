using Cake.Core;
using Cake.Core.Diagnostics;

namespace Pipeline.Terminal;

/// <summary>
/// Sections instead of Cake's headings: each task that runs starts one. Its table of tasks is for those who ask for it
/// with <c>--verbosity=verbose</c>.
/// </summary>
/// <param name="console">Where the report goes.</param>
/// <param name="context">Cake's own context.</param>
/// <param name="sections">The sections of the log.</param>
public sealed class SectionReport(IConsole console, ICakeContext context, GitLabSections sections) : ICakeReportPrinter
{
    private readonly CakeReportPrinter _printer = new(console, context);

    private bool IsAskedFor => context.Log.Verbosity >= Verbosity.Verbose;

    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
        if (IsAskedFor)
            _printer.Write(report);
    }

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity) => sections.Start(NameOf(name), name);

    /// <summary>The name of a task's section.</summary>
    public static string NameOf(string task) => $"task-{task}";

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
