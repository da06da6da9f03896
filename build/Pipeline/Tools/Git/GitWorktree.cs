using System.Text;
using Foundation.Failures;
using Foundation.Files;

namespace Pipeline.Tools.Git;

/// <summary>
/// A second checkout of the repository in a temporary folder, for work that must not touch the user's own. It is
/// removed when disposed, with everything that is not on a branch by then.
/// </summary>
public sealed class GitWorktree : GitTool, IAsyncDisposable
{
    // The user's hooks look for what git ignores, such as node_modules or .venv, and this folder has none of it.
    // --no-verify would leave out some of them only. What is made here is for a merge request, where CI looks at it, or
    // was looked at before. Nor does a memory of an earlier merge decide here, unseen, and a submodule is a change like
    // any other.
    private static readonly string[] Plain =
    [
        .. (string[])["-c", $"core.hooksPath={NoFile}"],
        .. (string[])["-c", "rerere.enabled=false"],
        .. (string[])["-c", "i18n.commitEncoding=UTF-8"],
        .. (string[])["-c", "diff.ignoreSubmodules=none"],
    ];

    // Files in git LFS stay pointers: to merge or revert needs none of them, and a server may have gigabytes.
    private const string SkipLargeFiles = "GIT_LFS_SKIP_SMUDGE";

    private readonly PrivateDirectory _folder = PrivateDirectory.Create();
    private readonly GitSettings _origin;
    private readonly GitSettings _here;

    private GitWorktree(ToolHost host, GitSettings origin)
        : base(host)
    {
        _origin = origin;
        _here = new GitSettings
        {
            WorkingDirectory = _folder.PathOf("work"),
            Remote = origin.Remote,
            Interactive = origin.Interactive,
            DrillFolder = origin.DrillFolder,
            EnvironmentVariables = new Dictionary<string, string>(origin.EnvironmentVariables)
            {
                // Names are taken as they are, not as patterns.
                ["GIT_LITERAL_PATHSPECS"] = "1",
                [SkipLargeFiles] = "1",
            },
        };
    }

    /// <summary>Checks a commit out.</summary>
    /// <param name="host">Runs git.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="origin">The user's checkout.</param>
    /// <param name="cancellationToken">Stops git.</param>
    public static async Task<GitWorktree> AddAsync(
        ToolHost host,
        string commit,
        GitSettings origin,
        CancellationToken cancellationToken
    )
    {
        var worktree = new GitWorktree(host, origin);
        try
        {
            string[] arguments = ["add", "--quiet", "--detach", "--end-of-options", worktree.Path, commit];
            var command = ToolCommand.Of("worktree", [.. Plain, "worktree", .. arguments]);
            var variables = new Dictionary<string, string> { [SkipLargeFiles] = "1" };
            await worktree.RunAsync(origin, command with { Variables = variables }, cancellationToken);
            return worktree;
        }
        catch
        {
            await worktree.DisposeAsync();
            throw;
        }
    }

    private string Path => _folder.PathOf("work");

    /// <summary>Merges a commit by a merge commit.</summary>
    /// <returns>The files that conflict; none when it was merged.</returns>
    public Task<IReadOnlyList<string>> MergeAsync(string commit, string message, CancellationToken cancellationToken) =>
        JoinAsync(
            "merge",
            ["--quiet", "--no-ff", "--no-edit", $"-m{message}", "--end-of-options", commit],
            cancellationToken
        );

    /// <summary>Takes back what a commit did, without committing it.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="isMerge">Whether it is a merge, which is taken back as what it did to its first parent.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <returns>The files that conflict.</returns>
    public Task<IReadOnlyList<string>> RevertAsync(string commit, bool isMerge, CancellationToken cancellationToken)
    {
        string[] mainline = isMerge ? ["--mainline=1"] : [];
        return JoinAsync("revert", ["--no-commit", .. mainline, "--end-of-options", commit], cancellationToken);
    }

    /// <summary>
    /// Gives files back as the checked out commit has them, be they changed, removed, added or in conflict.
    /// </summary>
    public async Task RestoreAsync(IReadOnlyCollection<string> files, CancellationToken cancellationToken)
    {
        var listed = await RunAsync(
            _here,
            "ls-tree",
            ["-r", "-z", "--name-only", "HEAD", "--", .. files],
            cancellationToken
        );
        var known = NamesOf(listed).ToHashSet();
        var others = files.Where(file => !known.Contains(file)).ToArray();
        if (known.Count > 0)
            await RunAsync(
                _here,
                ToolCommand.Of("checkout", [.. Plain, "checkout", "--quiet", "HEAD", "--", .. known]),
                cancellationToken
            );
        if (others.Length > 0)
            await RunAsync(_here, "rm", ["--quiet", "--force", "--ignore-unmatch", "--", .. others], cancellationToken);
    }

    /// <summary>The files that conflict still.</summary>
    public async Task<IReadOnlyList<string>> ConflictsAsync(CancellationToken cancellationToken)
    {
        string[] arguments = ["--name-only", "--diff-filter=U", "--ignore-submodules=none", "-z"];
        var output = await RunAsync(_here, "diff", arguments, cancellationToken);
        return [.. NamesOf(output)];
    }

    /// <summary>Commits what is staged.</summary>
    /// <returns>The commit, or <see langword="null"/> when there is nothing to commit.</returns>
    public async Task<string?> CommitAsync(string message, CancellationToken cancellationToken)
    {
        string[] question = ["--cached", "--quiet", "--ignore-submodules=none"];
        if ((await AskAsync(_here, "diff", question, cancellationToken)).Succeeded)
            return null;
        var command = ToolCommand.Of("commit", [.. Plain, "commit", "--quiet", "--cleanup=whitespace", "--file=-"]);
        await RunAsync(_here, command with { StandardInput = Encoding.UTF8.GetBytes(message) }, cancellationToken);
        return await HeadAsync(cancellationToken);
    }

    /// <summary>The commit that is checked out by now.</summary>
    public async Task<string> HeadAsync(CancellationToken cancellationToken) =>
        (await RunAsync(_here, "rev-parse", ["--verify", "HEAD"], cancellationToken)).Text;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // This one alone, and not cancelled with the run: `prune` would also forget worktrees on a disk that is not
            // mounted now.
            string[] arguments = ["remove", "--force", "--force", Path];
            await RunAsync(_origin, "worktree", arguments, CancellationToken.None);
        }
        catch (ReleaseException)
        {
            // It was never added, or git is in trouble that has been told already; git forgets the folder when it is
            // gone.
        }
        _folder.Dispose();
    }

    // Both end with 1 on a conflict, and leave it in the index.
    private async Task<IReadOnlyList<string>> JoinAsync(
        string name,
        string[] arguments,
        CancellationToken cancellationToken
    )
    {
        var command = ToolCommand.Of(name, [.. Plain, name, .. arguments]) with { Answers = [1] };
        var output = await RunAsync(_here, command, cancellationToken);
        if (output.Succeeded)
            return [];
        var conflicts = await ConflictsAsync(cancellationToken);
        return conflicts.Count > 0
            ? conflicts
            : throw ToolFailure.Of($"git {name}", output.ExitCode, output.ErrorLines, FailureHints(_here));
    }

    private static IEnumerable<string> NamesOf(ToolOutput output) =>
        string.Join('\n', output.Lines).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
