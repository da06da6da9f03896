using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Terminal;

/// <summary>The compiled program in a real terminal: tmux, with a server of its own that nobody else uses.</summary>
internal sealed partial class Tmux : IAsyncDisposable
{
    /// <summary>The argument that holds the region <c>uk</c> for as long as a test looks at it.</summary>
    public const string Hanging = "--fault=uk:migration-hangs";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    // As somebody's shell: it outlives Ctrl-C, and goes on in the same terminal.
    private const string Shell = "trap : INT; \"$@\"; echo \"exit code $?\"; exec sleep 3600";

    private readonly TemporaryFolder _folder = new();

    private Tmux() { }

    public static void SkipUnlessInstalled() =>
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Any(folder => File.Exists(Path.Combine(folder, "tmux"))),
            "tmux is not installed; .ci/install installs it"
        );

    /// <summary>The first line of a region, or of whatever begins so.</summary>
    public static string? LineOf(string screen, string region) =>
        screen.Split('\n').FirstOrDefault(line => line.StartsWith($"{region} ", StringComparison.Ordinal));

    /// <summary>
    /// Starts the program in a terminal of some size, with nothing of the test machine's environment.
    /// </summary>
    public static async Task<Tmux> StartAsync(
        int width,
        int height,
        IReadOnlyList<string> arguments,
        params string[] variables
    )
    {
        var tmux = new Tmux();
        Directory.CreateDirectory(tmux._folder["temporary"]);
        string[] environment =
        [
            $"HOME={tmux._folder.Path}",
            $"TMPDIR={tmux._folder["temporary"]}",
            $"RELEASE_ROOT={Repository.Root}",
            $"DOCKER_HOST={CommandRun.NoEngine}",
            "LANG=C.UTF-8",
            .. variables,
        ];
        string[] program =
        [
            ReleaseProgram.Dotnet,
            ReleaseProgram.Path,
            "--target=Drill",
            "--yes",
            // What hangs shall hang for as long as a busy test machine takes to look at it.
            "--migration-timeout=10m",
            // And what is slow on it shall not be taken for a failure.
            "--rollout-timeout=10m",
            $"--record={tmux._folder["record.json"]}",
            .. arguments,
        ];
        await tmux.RunAsync(
            ["start-server", ";", "set-option", "-g", "history-limit", "10000", ";"],
            [
                .. (string[])["new-session", "-d", "-x", $"{width}", "-y", $"{height}"],
                .. (string[])["sh", "-c", Shell, "sh", "env"],
                .. environment,
                .. program,
            ]
        );
        return tmux;
    }

    /// <summary>What the terminal shows at the moment.</summary>
    public Task<string> ScreenAsync(params string[] options) => RunAsync(["capture-pane", "-p"], options);

    /// <summary>What the terminal shows, and all that has left it upwards.</summary>
    public Task<string> HistoryAsync() => ScreenAsync("-S", "-");

    /// <summary>Waits until the terminal shows something, in a whole picture.</summary>
    public Task<string> UntilAsync(Func<string, bool> shows) => UntilAsync(() => ScreenAsync(), shows);

    /// <summary>Waits until the terminal has shown something.</summary>
    public Task<string> UntilHistoryAsync(Func<string, bool> shows) => UntilAsync(HistoryAsync, shows);

    // A picture that is being painted may be read in the middle: what is read twice is whole.
    private static async Task<string> UntilAsync(Func<Task<string>> read, Func<string, bool> shows)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var former = "";
        while (true)
        {
            var screen = await read();
            if (screen == former && shows(screen))
                return screen;
            former = screen;
            limit.IsCancellationRequested.ShouldBeFalse($"the terminal still shows\n{screen}");
            await Task.Delay(Pace, TestContext.Current.CancellationToken);
        }
    }

    public Task ResizeAsync(int width, int height) => RunAsync(["resize-window", "-x", $"{width}", "-y", $"{height}"]);

    public Task TypeAsync(string keys) => RunAsync(["send-keys", keys]);

    /// <summary>Waits for the program's end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        var screen = await UntilAsync(screen => Exit().IsMatch(screen));
        return int.Parse(Exit().Match(screen).Groups["code"].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the cursor is shown.</summary>
    public async Task<bool> HasCursorAsync() =>
        (await RunAsync(["display-message", "-p", "#{cursor_flag}"])).Trim() == "1";

    public async ValueTask DisposeAsync()
    {
        // A program that still runs has files in the folder.
        if (!Exit().IsMatch(await ScreenAsync()))
        {
            await TypeAsync("C-c");
            await EndAsync();
        }
        await RunAsync(["kill-server"]);
        _folder.Dispose();
    }

    [GeneratedRegex("^exit code (?<code>[0-9]+)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Exit();

    private async Task<string> RunAsync(string[] command, params string[] more)
    {
        var start = new ProcessStartInfo("tmux")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };
        foreach (var word in (string[])["-u", "-S", _folder["socket"], "-f", "/dev/null", .. command, .. more])
            start.ArgumentList.Add(word);
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "DOTNET_ROOT")).ToArray())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        process.ExitCode.ShouldBe(0, $"tmux {command[0]}: {await errors}");
        return await output;
    }
}
