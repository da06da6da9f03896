using System.Reflection;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Foundation.Failures;
using Foundation.Processes;
using Foundation.Secrets;
using Foundation.Text;
using Foundation.Writers;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Completing;
using Pipeline.Exercises;
using Pipeline.Options;
using Pipeline.Rehearsals;
using Pipeline.Requests;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Tasks;
using Pipeline.Terminal;

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
        RunEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        if (WaitingPlugin.IsAskedFor(arguments))
            return await WaitingPlugin.RunAsync(environment, cancellationToken);
        if (CompletionRequest.IsAskedFor(arguments))
            return CompletionRequest.Answer(arguments, environment, cancellationToken);
        SecretKeeper.Open();
        StartedPrograms.Open();
        GuessedSecrets.Learn(environment.SecretVariables);
        var output = new SteadyWriter(VisibleWriter.Behind(environment.Output));
        var errors = new SteadyWriter(VisibleWriter.Behind(environment.Errors));
        environment = environment with
        {
            Output = new RedactingWriter(output),
            Errors = new RedactingWriter(errors),
            IsOutputLost = () => output.Failure is not null,
        };
        var line = CommandLine.Parse(arguments);
        var code = await RunAsync(line, environment, cancellationToken);
        if (output.Failure is not { } lost)
            return code;
        environment.Errors.WriteLine($"error: the output could not be written: {lost}");
        // The work was done, and the exit code says so. An answer that could not be written is a failure.
        return code == ExitCode.Done && IsAnswer(line) ? ExitCode.Failed : code;
    }

    private static bool IsAnswer(CommandLine line) =>
        line.OnlyShows || line.Targets.All(target => TargetCatalog.Find(target) is { Facts.Answers: true });

    private static async Task<int> RunAsync(
        CommandLine line,
        RunEnvironment environment,
        CancellationToken cancellationToken
    )
    {
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
        // A bug of ours, or a machine without memory, disk or file handles.
        catch (Exception exception)
        {
            var what = exception.GetBaseException();
            environment.Errors.WriteLine(
                $"error: unexpected {what.GetType().Name}: {what.Message.ReplaceLineEndings(" ")}"
            );
            environment.Errors.WriteLine(
                "next: ulimit -n 1024, if many files are open; else this is a bug of the release tool: report it"
            );
            return ExitCode.Failed;
        }
    }

    private static int Help(CommandLine line, RunEnvironment environment)
    {
        if (line.Problems.Count > 0)
            throw new UsageException(line.Problems);
        foreach (var target in line.Targets.Select(TargetCatalog.Find).OfType<Target>())
        {
            if (target.Name == TargetNames.Default)
                Usage.Write(environment.Output);
            else
                TargetHelp.Write(environment.Output, target);
        }
        return ExitCode.Done;
    }

    private static int Show(CommandLine line, RunEnvironment environment, CancellationToken cancellationToken)
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
        foreach (var notice in OtherRepository.Notices(line, request))
            request.Environment.Output.WriteLine(notice);
        if (GuessedSecrets.Notice(request) is { } unmasked)
            request.Environment.Output.WriteLine(unmasked);
        if (request.Rehearsal is not { } plan || request.IsDryRun)
            return Run(line, request);
        if (plan.Exercise is not null)
            return await Exercise.RunAsync(request, plan);
        await using var rehearsal = await Rehearsal.PrepareAsync(request, plan);
        var code = Run(line, rehearsal.Request);
        if (plan.Serves)
            await rehearsal.ServeAsync(plan.Versions);
        return code;
    }

    private static int Run(CommandLine line, ReleaseRequest request)
    {
        var journal = new RunJournal(request);
        var hostCode = Host(request, journal).Run(line.HostArguments);
        return RunEnd.Tell(request, journal, hostCode);
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

    private static ICakeLog LogOf(IConsole console, RunJournal journal)
    {
        var log = new RunLog(new CakeBuildLog(console), journal);
        StartedPrograms.TellTo(file => log.Verbose("runs {0}", file));
        return log;
    }

    private static void Register(IServiceCollection services, ReleaseRequest request, RunJournal journal)
    {
        services.AddSingleton(request).AddSingleton(journal);
        // Neither a cake.config of the current folder nor a CAKE_ variable has a say.
        services.AddSingleton<ICakeConfiguration>(new CakeConfiguration(new Dictionary<string, string>()));
        var environment = request.Environment;
        // Cake's headings and its report would stand around an answer, and be no part of it.
        var output = request.Answer is null ? environment.Output : TextWriter.Null;
        services.AddSingleton<IConsole>(new WriterConsole(output, environment.Errors, environment.Colours));
        services.AddSingleton(provider => LogOf(provider.GetRequiredService<IConsole>(), journal));
        if (environment.IsGitLab)
            services
                .AddSingleton(new GitLabSections(environment.Output, environment.Time, isOn: true))
                .AddSingleton<ICakeReportPrinter, SectionReport>();
        else
            services.AddSingleton<ICakeReportPrinter, PictureReport>();
    }
}
