using Foundation.Failures;

namespace Pipeline.Tools.Git;

/// <summary>Branches, each by its full name, so that no tag or branch of a similar name is meant.</summary>
public sealed class GitBranches(ToolHost host) : GitTool(host)
{
    /// <summary>
    /// The commit that a branch of the remote is at, or <see langword="null"/> when it has none of that name.
    /// </summary>
    public async Task<string?> CommitAsync(string branch, GitSettings settings, CancellationToken cancellationToken)
    {
        var name = $"refs/heads/{branch}";
        var output = await RunAsync(
            settings,
            "ls-remote",
            ["--end-of-options", settings.Remote, name],
            cancellationToken
        );
        // ls-remote matches the end of a name, so the answer can hold more than was asked for.
        return output
            .Lines.Select(line => line.Split('\t'))
            .Where(parts => parts is [_, var found] && found == name)
            .Select(parts => parts[0])
            .FirstOrDefault();
    }

    /// <summary>Creates a branch of the remote; one that somebody made meanwhile is left alone.</summary>
    /// <exception cref="ReleaseException">It exists by now, or the remote refused it or cannot be reached.</exception>
    public Task PublishAsync(string branch, string commit, GitSettings settings, CancellationToken cancellationToken) =>
        PushAsync(
            $"{commit}:refs/heads/{branch}",
            [$"--force-with-lease=refs/heads/{branch}:"],
            settings,
            cancellationToken
        );

    /// <summary>Takes a branch of the remote forward to a commit that follows from where it is.</summary>
    /// <exception cref="ReleaseException">It moved meanwhile, or the remote refused it or cannot be
    /// reached.</exception>
    public Task AdvanceAsync(string branch, string commit, GitSettings settings, CancellationToken cancellationToken) =>
        PushAsync($"{commit}:refs/heads/{branch}", [], settings, cancellationToken);

    /// <summary>Creates a branch of this checkout, without checking it out.</summary>
    /// <exception cref="ReleaseException">It exists.</exception>
    public Task CreateAsync(string branch, string commit, GitSettings settings, CancellationToken cancellationToken) =>
        RunAsync(settings, "branch", ["--no-track", "--end-of-options", branch, commit], cancellationToken);
}
