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
    protected override IReadOnlyList<KnownFailure> KnownFailures(GitSettings settings) => GitFailures.For(settings);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Variables(GitSettings settings)
    {
        // Failures are recognised by their English text.
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = "C" };
        if (!settings.Interactive)
        {
            variables["GIT_TERMINAL_PROMPT"] = "0";
            variables["GCM_INTERACTIVE"] = "never";
        }

        return variables;
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
