using Foundation.Failures;
using Pipeline.Running;
using Pipeline.Tools.Git;
using Releases.Versions;

namespace Pipeline.Rollbacks;

/// <summary>
/// The commits of versions as the remote's tags name them. A clone may lack a tag, or have one of the same name
/// elsewhere: what was released is what the remote says.
/// </summary>
/// <param name="context">Runs git.</param>
internal sealed class TaggedCommits(ReleaseContext context)
{
    /// <summary>Finds the commits, and fetches them when the clone does not have them.</summary>
    /// <exception cref="RefusedException">The remote has no tag of a version.</exception>
    public async Task<IReadOnlyDictionary<ReleaseVersion, string>> FindAsync(
        IReadOnlyCollection<ReleaseVersion> versions
    )
    {
        var git = await context.Checkout.GitAsync();
        var tags = (await context.GitRemoteTagsAsync(git, context.Cancelled)).ToDictionary(
            tag => tag.Name,
            tag => tag.Commit,
            StringComparer.Ordinal
        );
        var unknown = versions.Where(version => !tags.ContainsKey(version.ToString())).ToArray();
        if (unknown.Length > 0)
            throw new RefusedException(
                [
                    .. unknown.Select(version =>
                        $"the remote has no tag {version}, so which migrations it has is not known"
                    ),
                ],
                "push the tag of what was released"
            );
        var commits = versions.ToDictionary(version => version, version => tags[version.ToString()]);
        if (!await AreHereAsync(commits.Values))
            await context.GitFetchTagsAsync(git, context.Cancelled);
        return commits;
    }

    private async Task<bool> AreHereAsync(IEnumerable<string> commits)
    {
        foreach (var commit in commits)
        {
            if (await context.GitCommitAsync(commit, context.Checkout.Git, context.Cancelled) is null)
                return false;
        }
        return true;
    }
}
