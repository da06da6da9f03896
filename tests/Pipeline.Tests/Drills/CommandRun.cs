using System.Collections;
using Drill.Settings;
using Foundation.Processes;
using Pipeline.Hosting;
using Pipeline.Running;

namespace Pipeline.Tests.Drills;

/// <summary>Runs the command in this process, with nothing of the test machine's environment.</summary>
internal static class CommandRun
{
    /// <summary>
    /// Fast, but with limits that a busy test machine keeps: a second of the cluster's own counting takes 20
    /// milliseconds.
    /// </summary>
    public static readonly Pace Pace = Pace.Swift with { ClusterSecond = TimeSpan.FromMilliseconds(20) };

    /// <summary>An address without a Docker engine: drills shall be the same wherever they are tested.</summary>
    public const string NoEngine = "unix:///dev/null";

    static CommandRun()
    {
        // The command holds its thread while the clusters of its drill need some too.
        ThreadPool.SetMinThreads(32, 32);
        Environment.SetEnvironmentVariable("DOCKER_HOST", NoEngine);
    }

    public static Task<FinishedRun> DrillAsync(params string[] arguments) =>
        OfAsync(
            ["--target=Drill", .. arguments],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The words; a record is asked for besides.</param>
    /// <param name="variables">All of the environment.</param>
    /// <param name="cancellationToken">What Ctrl-C cancels.</param>
    /// <param name="watch">Receives what is written as it is written.</param>
    /// <param name="ask">The person who answers; nobody is there when <see langword="null"/>.</param>
    /// <param name="patience">How much of the usual patience clusters in trouble are given.</param>
    /// <param name="time">The clock of the run; the clusters have their own.</param>
    /// <param name="isCi">Whether a run that nobody is there to ask is a job of CI.</param>
    /// <param name="hasRecord">Whether its record is asked for; an exercise has none.</param>
    public static async Task<FinishedRun> OfAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken,
        Action<string>? watch = null,
        Func<string?>? ask = null,
        double patience = 1,
        TimeProvider? time = null,
        bool isCi = true,
        bool hasRecord = true
    )
    {
        using var folder = new TemporaryFolder();
        var record = folder["record.json"];
        var (output, errors) = (new ScreenWriter(watch), new ScreenWriter(watch));
        var environment = EnvironmentIn(folder, output, errors, variables) with
        {
            Ask = ask,
            Variable = name =>
                variables.GetValueOrDefault(name) ?? (name == "CI" && ask is null && isCi ? "true" : null),
            Patience = patience,
            Time = time ?? TimeProvider.System,
        };
        var code = await ReleaseCommand.RunAsync(
            Words.Of(hasRecord ? [$"--record={record}"] : [], arguments),
            environment,
            cancellationToken
        );
        return new FinishedRun(
            code,
            output.ToString(),
            errors.ToString(),
            File.Exists(record) ? await File.ReadAllTextAsync(record, CancellationToken.None) : null
        );
    }

    public static RunEnvironment EnvironmentIn(
        TemporaryFolder folder,
        TextWriter output,
        TextWriter errors,
        IReadOnlyDictionary<string, string> variables
    ) =>
        new()
        {
            Root = Repository.Root,
            WorkingFolder = folder.Path,
            Variable = variables.GetValueOrDefault,
            SecretVariables = ChildEnvironment.SecretsIn(new Hashtable(variables.ToDictionary())),
            Output = TextWriter.Synchronized(output),
            Errors = TextWriter.Synchronized(errors),
            Ask = null,
            Host = Environment.MachineName,
            User = "tester",
            Home = folder.Path,
            ProcessId = Environment.ProcessId,
            Muxer = Environment.ProcessPath,
            DrillPace = Pace,
        };
}
