using System.Globalization;
using Foundation.Failures;

namespace Pipeline.Tools.Git;

/// <summary>Asks a checkout about itself. Nothing here touches the network.</summary>
public sealed class GitCheckout(ToolHost host) : GitTool(host)
{
    /// <summary>The branch that is checked out, or <see langword="null"/> on a detached HEAD, as in CI.</summary>
    public async Task<string?> BranchAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        var output = await AskAsync(settings, "symbolic-ref", ["--quiet", "--short", "HEAD"], cancellationToken);
        return output.Succeeded ? output.Text : null;
    }

    /// <summary>The commit that a revision names (tags peeled), or <see langword="null"/> when there is none.</summary>
    public async Task<string?> CommitAsync(string revision, GitSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}"];
        var output = await AskAsync(settings, "rev-parse", arguments, cancellationToken);
        return output.Succeeded ? output.Text : null;
    }

    /// <summary>The commit that is checked out, and its branch.</summary>
    /// <exception cref="ReleaseException">There is no commit yet, no checkout, or another ref of the name
    /// HEAD.</exception>
    public async Task<GitHead> HeadAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["HEAD", "--symbolic-full-name", "HEAD"];
        var output = await RunAsync(settings, "rev-parse", arguments, cancellationToken);
        return output.Lines is [var commit, var name]
            ? GitHead.Of(commit, name)
            : throw new ReleaseException(
                "a branch or tag of the checkout is called HEAD, which is the name of what is checked out.",
                "git tag --delete HEAD, or git branch --move HEAD NEW-NAME"
            );
    }

    /// <summary>What is not committed: changed, staged and unknown files; ignored ones are left out.</summary>
    public async Task<IReadOnlyList<GitChange>> ChangesAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["--porcelain=v1", "-z", "--untracked-files=normal"];
        var output = await RunAsync(settings, "status", arguments, cancellationToken);
        return GitStatusReader.Read(string.Join('\n', output.Lines));
    }

    /// <summary>How far the checkout is from a remote branch as it was last fetched.</summary>
    /// <exception cref="ReleaseException">The branch was never fetched.</exception>
    public async Task<GitDivergence> DivergenceAsync(
        string branch,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        var range = $"HEAD...refs/remotes/{settings.Remote}/{branch}";
        string[] arguments = ["--left-right", "--count", "--end-of-options", range];
        var output = await RunAsync(settings, "rev-list", arguments, cancellationToken);
        var counts = output.Text.Split('\t').Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToArray();
        return new(Ahead: counts[0], Behind: counts[1]);
    }

    /// <summary>Whether one commit can be reached from another.</summary>
    public async Task<bool> IsAncestorAsync(
        string ancestor,
        string descendant,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["--is-ancestor", "--end-of-options", ancestor, descendant];
        return (await AskAsync(settings, "merge-base", arguments, cancellationToken)).Succeeded;
    }

    /// <summary>The newest commit that two have in common; <see langword="null"/> when there is none.</summary>
    /// <exception cref="ReleaseException">One of them is not known.</exception>
    public async Task<string?> MergeBaseAsync(
        string one,
        string other,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["--end-of-options", one, other];
        var output = await AskAsync(settings, "merge-base", arguments, cancellationToken);
        return output.Succeeded ? output.Text : null;
    }

    /// <summary>The tags of the clone that a commit comes after.</summary>
    public async Task<IReadOnlyList<string>> TagsWithinAsync(
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["--format=%(refname:strip=2)", $"--merged={commit}", "refs/tags"];
        return (await RunAsync(settings, "for-each-ref", arguments, cancellationToken)).Lines;
    }

    /// <summary>The parents of a commit, the first one first.</summary>
    public async Task<IReadOnlyList<string>> ParentsAsync(
        string commit,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["--parents", "--max-count=1", "--end-of-options", commit];
        var output = await RunAsync(settings, "rev-list", arguments, cancellationToken);
        return output.Text.Split(' ')[1..];
    }

    /// <summary>The first line of a commit's message.</summary>
    public async Task<string> SubjectAsync(string commit, GitSettings settings, CancellationToken cancellationToken)
    {
        // Whatever the user's settings say.
        string[] plain = ["--no-show-signature", "--no-color", "--encoding=UTF-8"];
        string[] arguments = [.. plain, "--no-patch", "--format=%s", "--end-of-options", commit];
        return (await RunAsync(settings, "show", arguments, cancellationToken)).Text;
    }

    /// <summary>The files that differ between two commits; a file that was moved is two.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(
        string from,
        string to,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["-r", "--name-only", "--no-renames", "-z", "--end-of-options", from, to];
        var output = await RunAsync(settings, "diff-tree", arguments, cancellationToken);
        return string.Join('\n', output.Lines).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>How many commits one has that another does not.</summary>
    public async Task<int> CountAsync(string from, string to, GitSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["--count", "--end-of-options", $"{from}..{to}"];
        var output = await RunAsync(settings, "rev-list", arguments, cancellationToken);
        return int.Parse(output.Text, CultureInfo.InvariantCulture);
    }

    /// <summary>The user's name as git knows it, or <see langword="null"/>.</summary>
    public Task<string?> UserNameAsync(GitSettings settings, CancellationToken cancellationToken) =>
        SettingAsync("user.name", settings, cancellationToken);

    /// <summary>The user's e-mail address as git knows it, or <see langword="null"/>.</summary>
    public Task<string?> UserEmailAsync(GitSettings settings, CancellationToken cancellationToken) =>
        SettingAsync("user.email", settings, cancellationToken);

    /// <summary>Who makes a tag or a commit: name, address and the time of now.</summary>
    /// <exception cref="ReleaseException">Git does not know the name or the address.</exception>
    public async Task<string> CommitterAsync(GitSettings settings, CancellationToken cancellationToken) =>
        (await RunAsync(settings, "var", ["GIT_COMMITTER_IDENT"], cancellationToken)).Text;

    /// <summary>The names of the remotes.</summary>
    public async Task<IReadOnlyList<string>> RemotesAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        // A setting for all repositories, such as remote.origin.prune, makes git list a remote that has no address.
        var output = await RunAsync(settings, "remote", ["--verbose"], cancellationToken);
        return
        [
            .. output
                .Lines.Where(line => line.Contains(" (fetch)", StringComparison.Ordinal))
                .Select(line => line.Split('\t')[0])
                .Distinct(),
        ];
    }

    /// <summary>The remote's address, without the user and password that it may carry.</summary>
    public async Task<string> RemoteAddressAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["get-url", "--end-of-options", settings.Remote];
        var output = await RunAsync(settings, "remote", arguments, cancellationToken);
        return GitAddress.WithoutUser(output.Text);
    }

    private async Task<string?> SettingAsync(string name, GitSettings settings, CancellationToken cancellationToken)
    {
        var output = await AskAsync(settings, "config", ["--get", name], cancellationToken);
        return output.Text is "" ? null : output.Text;
    }
}
