using Foundation.Failures;

namespace Pipeline.Tools.Git;

/// <summary>Talks to the remote: what it has is what counts, not what the clone remembers.</summary>
public sealed class GitRemote(ToolHost host) : GitTool(host)
{
    private const string Clobbered = "would clobber existing tag";

    // Nothing but what is named changes here, whatever the user's settings say: no tag or branch that the remote lacks
    // is deleted (fetch.prune), no other ref follows (remote.NAME.fetch), no submodule is asked, and what no ref names
    // any more stays (gc.pruneExpire).
    private static readonly string[] Alone =
    [
        "--no-tags",
        "--no-prune",
        "--refmap=",
        "--recurse-submodules=no",
        "--no-auto-gc",
    ];

    /// <summary>Fetches one branch, so that <c>refs/remotes/REMOTE/BRANCH</c> is what the remote has now.</summary>
    /// <exception cref="ReleaseException">The branch does not exist, or the remote cannot be reached.</exception>
    public Task FetchBranchAsync(string branch, GitSettings settings, CancellationToken cancellationToken)
    {
        // With a plus: the copy follows the remote even when somebody rewrote the branch there.
        var refspec = $"+refs/heads/{branch}:refs/remotes/{settings.Remote}/{branch}";
        string[] arguments = ["fetch", "--quiet", .. Alone, "--end-of-options", settings.Remote, refspec];
        return RunAsync(
            settings,
            ToolCommand.Of("fetch", arguments) with
            {
                OnLine = settings.OnLine,
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Fetches the remote's tags and leaves local ones alone. Returns the names of those that name something else here
    /// than on the remote.
    /// </summary>
    public async Task<IReadOnlyList<string>> FetchTagsAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = [.. Alone, "--end-of-options", settings.Remote, "refs/tags/*:refs/tags/*"];
        var output = await AskAsync(settings, "fetch", arguments, cancellationToken);
        var clashes = output.ErrorLines.Where(line => line.Contains(Clobbered, StringComparison.Ordinal)).ToList();
        return output.Succeeded || clashes.Count > 0
            ? clashes.ConvertAll(ClashingTag)
            : throw ToolFailure.Of("git fetch", output.ExitCode, output.ErrorLines, FailureHints(settings));
    }

    /// <summary>Fetches one tag, as the remote has it.</summary>
    /// <exception cref="ReleaseException">It names something else here, or the remote cannot be reached.</exception>
    public Task FetchTagAsync(string tag, GitSettings settings, CancellationToken cancellationToken)
    {
        var name = $"refs/tags/{tag}";
        string[] arguments = ["--quiet", .. Alone, "--end-of-options", settings.Remote, $"{name}:{name}"];
        return RunAsync(settings, "fetch", arguments, cancellationToken);
    }

    /// <summary>One tag of the remote, or <see langword="null"/> when it has none of that name.</summary>
    public async Task<GitRemoteTag?> TagAsync(string tag, GitSettings settings, CancellationToken cancellationToken)
    {
        // ls-remote matches the end of a name, so the answer can hold more than was asked for.
        var tags = await ListAsync($"refs/tags/{tag}", settings, cancellationToken);
        return tags.FirstOrDefault(found => found.Name == tag);
    }

    /// <summary>All tags of the remote.</summary>
    public Task<IReadOnlyList<GitRemoteTag>> TagsAsync(GitSettings settings, CancellationToken cancellationToken) =>
        ListAsync("refs/tags/*", settings, cancellationToken);

    /// <summary>All tags and branches of the remote, in one answer.</summary>
    public async Task<GitRemoteRefs> RefsAsync(GitSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["--end-of-options", settings.Remote, "refs/tags/*", "refs/tags/*^{}", "refs/heads/*"];
        var output = await RunAsync(settings, "ls-remote", arguments, cancellationToken);
        return new(GitRemoteRefReader.Tags(output.Lines), GitRemoteRefReader.Branches(output.Lines));
    }

    /// <summary>Pushes one tag by its full name: no other tag goes with it, and none is moved.</summary>
    /// <exception cref="ReleaseException">The remote refused it, or cannot be reached.</exception>
    public Task PushTagAsync(string tag, GitSettings settings, CancellationToken cancellationToken)
    {
        var name = $"refs/tags/{tag}";
        return PushAsync($"{name}:{name}", [], settings, cancellationToken);
    }

    private async Task<IReadOnlyList<GitRemoteTag>> ListAsync(
        string pattern,
        GitSettings settings,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["--end-of-options", settings.Remote, pattern, $"{pattern}^{{}}"];
        var output = await RunAsync(settings, "ls-remote", arguments, cancellationToken);
        return GitRemoteRefReader.Tags(output.Lines);
    }

    // " ! [rejected]        1.2.3      -> 1.2.3  (would clobber existing tag)"; the second name is a star with
    // fetch.output=compact.
    private static string ClashingTag(string line) =>
        line[(line.IndexOf(']', StringComparison.Ordinal) + 1)..].Split(" -> ")[0].Trim();
}
