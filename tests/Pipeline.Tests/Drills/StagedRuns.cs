using Pipeline.Running;

namespace Pipeline.Tests.Drills;

/// <summary>Runs of the command on a staged fleet, in this process.</summary>
internal static class StagedRuns
{
    /// <summary>Runs a target on it.</summary>
    public static Task<FinishedRun> RunAsync(this StagedFleet fleet, string target, params string[] arguments) =>
        CommandRun.OfAsync(fleet.Words(target, arguments), fleet.Environment, TestContext.Current.CancellationToken);

    /// <summary>Runs the whole chain on it, as the job that CI starts for a pushed tag.</summary>
    public static Task<FinishedRun> RunTagJobAsync(this StagedFleet fleet, string tag, params string[] arguments) =>
        fleet.RunJobOfTagAsync("Deploy", tag, arguments);

    /// <summary>Runs a target on it, as the job that CI starts for a pushed tag.</summary>
    public static Task<FinishedRun> RunJobOfTagAsync(
        this StagedFleet fleet,
        string target,
        string tag,
        params string[] arguments
    ) =>
        CommandRun.OfAsync(
            [.. fleet.Words(target, arguments).Where(word => !word.StartsWith("--version=", StringComparison.Ordinal))],
            new Dictionary<string, string>(fleet.Environment) { ["CI"] = "true", ["CI_COMMIT_TAG"] = tag },
            TestContext.Current.CancellationToken
        );

    /// <summary>Runs a target on it, with a person who answers.</summary>
    public static Task<FinishedRun> AskedAsync(
        this StagedFleet fleet,
        string answer,
        string target,
        params string[] arguments
    ) => fleet.AskedAsync(() => answer, target, arguments);

    /// <summary>The same, with a person who answers each question for itself.</summary>
    public static Task<FinishedRun> AskedAsync(
        this StagedFleet fleet,
        Func<string?> answer,
        string target,
        params string[] arguments
    ) =>
        CommandRun.OfAsync(
            fleet.Words(target, arguments),
            fleet.Environment,
            TestContext.Current.CancellationToken,
            ask: answer
        );

    /// <summary>Runs the whole chain on it, while somebody acts on what it says.</summary>
    public static Task<FinishedRun> RunAsync(this StagedFleet fleet, Action<string> watch, params string[] arguments) =>
        CommandRun.OfAsync(
            fleet.Words("Deploy", arguments),
            fleet.Environment,
            TestContext.Current.CancellationToken,
            watch
        );

    /// <summary>The same with only as much patience as the clusters have: their seconds are shorter, too.</summary>
    public static Task<FinishedRun> RunInHasteAsync(
        this StagedFleet fleet,
        Action<string> watch,
        params string[] arguments
    ) => fleet.RunInHasteAsync(watch, TimeProvider.System, arguments);

    /// <summary>The same, on a clock of its own.</summary>
    public static Task<FinishedRun> RunInHasteAsync(
        this StagedFleet fleet,
        Action<string> watch,
        TimeProvider time,
        params string[] arguments
    ) =>
        CommandRun.OfAsync(
            fleet.Words("Deploy", arguments),
            fleet.Environment,
            TestContext.Current.CancellationToken,
            watch,
            patience: CommandRun.Pace.ClusterSecond / TimeSpan.FromSeconds(1),
            time: time
        );

    /// <summary>Runs the whole chain on it, and presses Ctrl-C when a line ends so.</summary>
    public static async Task<FinishedRun> RunUntilAsync(
        this StagedFleet fleet,
        string ending,
        params string[] arguments
    )
    {
        using var controlC = new CancellationTokenSource();
        return await CommandRun.OfAsync(
            fleet.Words("Deploy", ["--tail-migration", .. arguments]),
            fleet.Environment,
            controlC.Token,
            Watch
        );

        void Watch(string line)
        {
            if (line.EndsWith(ending, StringComparison.Ordinal))
                controlC.Cancel();
        }
    }

    /// <summary>Makes a region run a published version, without its migrations.</summary>
    public static async Task ServeAsync(this StagedFleet fleet, string region, string version) =>
        (
            await fleet.RunAsync(
                "VerifyRollout",
                "--target=SetImage",
                "--exclusive",
                $"--version={version}",
                $"--regions={region}"
            )
        ).ShouldEndWith(ExitCode.Done);
}
