using Foundation.Failures;

namespace Pipeline.Tools.Git;

/// <summary>Base of everything that runs git.</summary>
/// <remarks>
/// Names of tags, branches and remotes come after <c>--end-of-options</c> (git 2.24): one that starts with a dash is a
/// name all the same.
/// </remarks>
public abstract class GitTool(ToolHost host) : ExternalTool<GitSettings>(host)
{
    /// <inheritdoc/>
    protected override string InstallHint => "Install git: https://git-scm.com/downloads";

    /// <inheritdoc/>
    protected override string GetToolName() => "git";

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(GitSettings settings) => GitFailures.For(settings);

    // A push waits for hooks, here and at the remote: some run tests.
    private static readonly TimeSpan PushLimit = TimeSpan.FromMinutes(10);

    // What a push ends with where the remote or a hook said no.
    private const int Refused = 1;

    // Nothing but what is named goes with a push, whatever the user's settings say.
    private static readonly string[] Alone = ["push", "--no-follow-tags", "--recurse-submodules=no"];

    /// <summary>A file that holds nothing, whatever the system.</summary>
    protected static string NoFile => OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Variables(GitSettings settings)
    {
        // Failures are recognised by their English text.
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LC_ALL"] = "C",
            // A question leaves the user's index as it is, and does not stand in the way of the user's own git.
            ["GIT_OPTIONAL_LOCKS"] = "0",
        };
        if (!settings.Interactive)
        {
            variables["GIT_TERMINAL_PROMPT"] = "0";
            variables["GCM_INTERACTIVE"] = "never";
        }

        if (settings.DrillFolder is not null)
        {
            variables["GIT_CONFIG_GLOBAL"] = NoFile;
            variables["GIT_CONFIG_NOSYSTEM"] = "1";
            variables["GIT_ALLOW_PROTOCOL"] = "file";
        }

        return variables;
    }

    /// <summary>Pushes to the remote what the refspec names, and nothing else.</summary>
    /// <param name="refspec">What goes where.</param>
    /// <param name="conditions">Options that make the remote refuse it.</param>
    /// <param name="settings">How git is run.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <exception cref="ReleaseException">
    /// The remote or a hook of the checkout refused it, or the remote cannot be reached; or a drill's is not in the
    /// drill's own folder.
    /// </exception>
    protected async Task PushAsync(
        string refspec,
        IEnumerable<string> conditions,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        if (settings.DrillFolder is { } folder)
            await RequireWithinAsync(folder, settings, cancellationToken);
        var command = ToolCommand.Of("push", [.. Alone, .. conditions, "--end-of-options", settings.Remote, refspec]);
        command = command with { OnLine = settings.OnLine, Limit = PushLimit, Answers = [Refused] };
        var output = await RunAsync(settings, command, cancellationToken);
        if (output.Succeeded)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        if (PushHook.WordsOf(output) is { } words && await HasPushHookAsync(settings, cancellationToken))
            throw PushHook.Failure(words);
        throw ToolFailure.Of("git push", output.ExitCode, output.ErrorLines, FailureHints(settings));
    }

    private async Task<bool> HasPushHookAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        // Wherever core.hooksPath has it; told from the folder in which git runs.
        var path = (await RunAsync(settings, "rev-parse", ["--git-path", PushHook.Path], cancellationToken)).Text;
        return File.Exists(Path.Combine(settings.WorkingDirectory?.FullPath ?? "", path));
    }

    private async Task RequireWithinAsync(string folder, GitSettings settings, CancellationToken cancellationToken)
    {
        string[] question = ["get-url", "--push", "--all", settings.Remote];
        var addresses = (await RunAsync(settings, "remote", question, cancellationToken)).Lines;
        var inside = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        foreach (var address in addresses)
        {
            if (
                !Path.IsPathFullyQualified(address)
                || !Path.GetFullPath(address).StartsWith(inside, StringComparison.Ordinal)
            )
                throw new ReleaseException(
                    $"the drill would push to {address}, which is not in its own folder {folder}; nothing was pushed.",
                    "Report this: a drill touches nothing outside of its folder"
                );
        }
    }

    /// <summary>Runs git with arguments that are data.</summary>
    /// <exception cref="ReleaseException">git failed.</exception>
    protected Task<ToolOutput> RunAsync(
        GitSettings settings,
        string name,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    ) => RunAsync(settings, ToolCommand.Of(name, [name, .. arguments]), cancellationToken);

    /// <summary>Runs git where exit code 1 is the answer no, or none.</summary>
    protected Task<ToolOutput> AskAsync(
        GitSettings settings,
        string name,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    ) => RunAsync(settings, ToolCommand.Of(name, [name, .. arguments]) with { Answers = [1] }, cancellationToken);
}
