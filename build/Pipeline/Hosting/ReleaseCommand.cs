using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Foundation.Failures;
using Foundation.Text;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Options;
using Pipeline.Rehearsals;
using Pipeline.Reports;
using Pipeline.Requests;
using Pipeline.Running;
using Pipeline.Tasks;
using Pipeline.Terminal;
using Releases.Records;

namespace Pipeline.Hosting;

/// <summary>The command: from the arguments to the exit code.</summary>
public static class ReleaseCommand
{
    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The words of the command line.</param>
    /// <param name="environment">The process's surroundings.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        ReleaseEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var line = CommandLine.Parse(arguments);
        try
        {
            if (line.AsksForHelp)
                return Help(line, environment);
            return line.OnlyShows
                ? Show(line, environment, cancellationToken)
                : await RunAsync(line, RequestReader.Read(line, environment, cancellationToken));
        }
        catch (UsageException exception)
        {
            foreach (var problem in exception.Problems)
                environment.Errors.WriteLine($"error: {VisibleText.Of(problem)}");
            return ExitCode.Usage;
        }
        catch (ReleaseException exception)
        {
            environment.Errors.WriteLine($"error: {VisibleText.Line(exception.Message)}");
            if (exception.NextStep is { } next)
                environment.Errors.WriteLine($"next: {VisibleText.Of(next)}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static int Help(CommandLine line, ReleaseEnvironment environment)
    {
        if (line.Problems.Count > 0)
            throw new UsageException(line.Problems);
        Usage.Write(environment.Output);
        return ExitCode.Done;
    }

    private static int Show(CommandLine line, ReleaseEnvironment environment, CancellationToken cancellationToken)
    {
        if (line.Problems.Count > 0)
            throw new UsageException(line.Problems);
        var request = new ReleaseRequest
        {
            Target = line.Targets[^1],
            Targets = line.Targets,
            Options = new ReleaseOptions { FleetFile = "", App = "" },
            Environment = environment,
            Cancelled = cancellationToken,
        };
        return Host(request, new RunJournal(request)).Run(line.HostArguments) == 0 ? ExitCode.Done : ExitCode.Usage;
    }

    private static async Task<int> RunAsync(CommandLine line, ReleaseRequest request)
    {
        if (request.Rehearsal is not { } plan || request.IsDryRun)
            return Run(line, request);
        await using var rehearsal = await Rehearsal.PrepareAsync(request, plan);
        var code = Run(line, rehearsal.Request);
        if (plan.Serves)
            await rehearsal.ServeAsync();
        return code;
    }

    private static int Run(CommandLine line, ReleaseRequest request)
    {
        var journal = new RunJournal(request);
        var hostCode = Host(request, journal).Run(line.HostArguments);
        var record = journal.Record.Current;
        var environment = request.Environment;
        if (journal.IsOpen)
            Summary.Write(
                environment.Output,
                record,
                journal.Record.Failure is null ? journal.Record.File : null,
                environment.Colours,
                new GitLabSections(environment.Output, environment.Time, environment.IsGitLab)
            );
        else if (record.Problems.Count > 1)
            Summary.WriteProblems(request.Environment.Output, record);
        if (journal.Record.Failure is { } failure)
            request.Environment.Errors.WriteLine(
                $"error: the record could not be written to {journal.Record.File}: {failure}"
            );
        if (request is { IsDryRun: false, ReportOfRun: { } report })
            ReportFile.WriteAtEnd(report, journal.Record, request.Environment);
        if (request is { IsDryRun: false, Options.DotenvFile: { } variables })
            DotenvFile.WriteAtEnd(
                variables,
                record,
                request.Waves.SelectMany(wave => wave.Regions),
                request.Environment.Errors
            );
        if (journal.NextStep is { } next)
            request.Environment.Output.WriteLine($"next: {next}");
        if (journal.LastLine is { } last)
            request.Environment.Output.WriteLine(last);
        if (journal.IsUsageError)
            return ExitCode.Usage;
        if (journal.Record.Failure is not null && record.Outcome == Outcome.Succeeded)
            return ExitCode.Failed;
        // A failure outside of the run, such as a lifetime that throws, is known to the host alone.
        return ExitCode.Of(record.Outcome) is var code && code == ExitCode.Done && hostCode != 0
            ? ExitCode.Failed
            : code;
    }

    private static CakeHost Host(ReleaseRequest request, RunJournal journal)
    {
        var host = new CakeHost()
            .UseContext<ReleaseContext>()
            .UseLifetime<ReleaseLifetime>()
            .ConfigureServices(services => Register(services, request, journal));
        if (request.Environment.IsGitLab)
            host.UseTaskLifetime<TaskSections>();
        // The host looks into the program itself; a test's program holds no tasks.
        return Assembly.GetEntryAssembly() == typeof(Deploy).Assembly
            ? host
            : host.AddAssembly(typeof(Deploy).Assembly);
    }

    private static void Register(IServiceCollection services, ReleaseRequest request, RunJournal journal)
    {
        services.AddSingleton(request).AddSingleton(journal);
        var environment = request.Environment;
        // Cake's headings and its report would stand around an answer, and be no part of it.
        var output = request.Answer is null ? environment.Output : TextWriter.Null;
        services.AddSingleton<IConsole>(new WriterConsole(output, environment.Errors, environment.Colours));
        services.AddSingleton<ICakeLog>(provider => new RunLog(
            new CakeBuildLog(provider.GetRequiredService<IConsole>()),
            journal
        ));
        if (environment.IsGitLab)
            services
                .AddSingleton(new GitLabSections(environment.Output, environment.Time, isOn: true))
                .AddSingleton<ICakeReportPrinter, SectionReport>();
        else
            services.AddSingleton<ICakeReportPrinter, PictureReport>();
    }
}
