using Foundation.Failures;
using Foundation.Limits;
using Foundation.Processes;
using Foundation.Timing;
using Pipeline.Options;
using Pipeline.Rehearsals;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Exercises;

/// <summary>
/// Runs what is typed as the real program in a process of its own, on the clusters that are served. At a terminal it
/// has that to itself; else its lines are passed on, and it is asked nothing.
/// </summary>
/// <param name="served">The clusters.</param>
/// <param name="environment">The surroundings of the exercise.</param>
/// <param name="hasTerminal">Whether a person sits at a terminal.</param>
internal sealed class ChildCommands(ServedDrill served, RunEnvironment environment, bool hasTerminal)
{
    private const int LongestLine = 64 * 1024;

    // Longer than any run on two embedded regions: what goes on for longer waits for a person.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    // Nothing of the user's own git has a part in it, as in every drill.
    private static readonly Dictionary<string, string> OwnGit = new()
    {
        ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
    };

    private int _records;

    /// <summary>Runs what was typed, and shows what it says.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="ReleaseException">The program is not installed.</exception>
    public async Task<int> RunAsync(TypedCommand typed, CancellationToken cancellationToken)
    {
        if (!hasTerminal)
            return await RunAsync(typed, environment.Output.WriteLine, cancellationToken);
        using var child = ChildProcess.Start(CommandOf(typed) with { HasTerminal = true });
        environment.StopNotice.IsForAnother = true;
        try
        {
            return await child.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            environment.StopNotice.IsForAnother = false;
        }
    }

    /// <summary>Runs the release tool without showing anything, and answers yes beforehand.</summary>
    /// <returns>Its exit code, and what it said.</returns>
    public async Task<(int ExitCode, IReadOnlyList<string> Said)> RunQuietlyAsync(
        IReadOnlyList<string> words,
        CancellationToken cancellationToken
    )
    {
        var said = new List<string>();
        var typed = new TypedCommand(null, [.. words, "--yes"]);
        return (await RunAsync(typed, Keep, cancellationToken), said);

        void Keep(string line)
        {
            lock (said)
                said.Add(line);
        }
    }

    private async Task<int> RunAsync(TypedCommand typed, Action<string> say, CancellationToken cancellationToken)
    {
        using var child = ChildProcess.Start(CommandOf(typed));
        child.Input.Close();
        using var limit = new CancellationTokenSource(Limit, environment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var stop = new CancellationTokenSource();
        var reading = Task.WhenAll(ReadAsync(child.Output, say, stop.Token), ReadAsync(child.Errors, say, stop.Token));
        try
        {
            return await child.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ReleaseException($"it was ended after {DurationText.OfLimit(Limit)}: nobody is there to stop it");
        }
        finally
        {
            // Something that it has left behind may hold its output open.
            using var grace = new CancellationTokenSource(OutputGrace, environment.Time);
            await using var over = grace.Token.Register(stop.Cancel);
            await reading;
        }
    }

    private static async Task ReadAsync(Stream stream, Action<string> say, CancellationToken stop)
    {
        var lines = new BoundedLineReader(stream, LongestLine);
        try
        {
            while (await lines.ReadAsync(stop) is { } line)
                say(line.Text);
        }
        catch (OperationCanceledException)
        {
            // The process itself is gone.
        }
    }

    private ChildCommand CommandOf(TypedCommand typed) =>
        new(FileOf(typed.Program))
        {
            Arguments = typed.Program is null ? [OwnProgram.File, .. typed.Words, .. Led(typed)] : typed.Words,
            WorkingDirectory = served.Checkout,
            Without = ServedDoor.Removed,
            Variables =
            [
                // git has no use for the registry's password.
                .. served.Variables.Where(_ => typed.Program != "git"),
                .. OwnGit,
                new("RELEASE_ROOT", environment.Root),
            ],
        };

    private static string FileOf(string? program) =>
        program is null
            ? OwnProgram.Host
            : ProgramSearch.Find(program, ChildProcess.InheritedPath)
                ?? throw new ReleaseException($"{program} is not installed here", "Go on without it");

    // The fleet and the checkout are named, so that no run wonders aloud where it has found them; its record goes when
    // the exercise does.
    private IEnumerable<string> Led(TypedCommand typed)
    {
        var line = CommandLine.Parse(typed.Words);
        if (line.OnlyShows || line.AsksForHelp)
            yield break;
        if (!line.Has("fleet"))
            yield return $"--fleet={Path.Combine(served.Checkout, FoundFleet.Place)}";
        if (!line.Has("app"))
            yield return $"--app={served.Checkout}";
        if (!line.Has("record") && typed.Target is { Facts: { Record: false } } target && HasRecord(target))
            yield return $"--record={Path.Combine(served.Folder, $"record-{++_records}.json")}";
    }

    private static bool HasRecord(Target target) => ArgumentTakers.Takes(target, "record");
}
