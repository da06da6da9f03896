using Cake.Core;
using Foundation.Failures;
using Pipeline.Options;
using Pipeline.Tools.Git;
using Releases.Versions;

namespace Pipeline.Sources;

/// <summary>
/// The commits of what regions run. A version is what the remote's tag names, and is fetched where the clone lacks it;
/// a commit is itself. Any other tag of an image says nothing of a commit.
/// </summary>
/// <param name="context">Runs git.</param>
/// <param name="checkout">The application's checkout.</param>
/// <param name="options">What was asked for.</param>
/// <param name="cancelled">Stops git.</param>
public sealed class ReleasedCommits(
    ICakeContext context,
    Checkout checkout,
    ReleaseOptions options,
    CancellationToken cancelled
) : IVersionCommits
{
    private readonly Lazy<Task<IReadOnlyList<GitRemoteTag>>> _tags = new(async () =>
        await context.GitRemoteTagsAsync(await checkout.GitAsync(), cancelled)
    );
    private readonly Lock _lock = new();
    private Task? _fetching;

    /// <inheritdoc/>
    public async Task<string> FindAsync(string version, CancellationToken cancellationToken)
    {
        if (ImageTag.NamesCommit(version))
            return await OfCommitAsync(version);
        var source = await SourceAsync();
        if (ReleaseVersion.TryParse(version) is not null && await TagCommitAsync(source, version) is { } tagged)
            return await FetchedAsync(version, tagged, cancellationToken);
        // Its tag may not exist yet.
        if (source?.Version.Text == version)
            return source.Released;
        throw ReleaseVersion.TryParse(version) is null
            ? new ReleaseException($"{version} is no version and no commit, so what it was built from is not known")
            : new ReleaseException($"the remote has no tag {version}", "push the tag of what was released");
    }

    // Without a version there is no state of a release, but the remote has its tags all the same.
    private async Task<SourceState?> SourceAsync() =>
        options.Version is null && options.Bump is null ? null : await checkout.StateAsync();

    private async Task<string?> TagCommitAsync(SourceState? source, string version) =>
        source is null
            ? (await _tags.Value).FirstOrDefault(tag => tag.Name == version)?.Commit
            : source.TagCommits.GetValueOrDefault(version);

    private async Task<string> FetchedAsync(string version, string commit, CancellationToken cancellationToken)
    {
        if (await IsHereAsync(commit))
            return commit;
        await FetchAsync().WaitAsync(cancellationToken);
        return await IsHereAsync(commit) ? commit : throw await MissingAsync(version);
    }

    private async Task<bool> IsHereAsync(string commit) => await CommitAsync(commit) is not null;

    // Regions ask at the same time, and one fetch brings all tags. One that failed is tried again by who asks later.
    private Task FetchAsync()
    {
        lock (_lock)
        {
            if (_fetching is null or { IsFaulted: true } or { IsCanceled: true })
                _fetching = context.GitFetchTagsAsync(checkout.Git, cancelled);
            return _fetching;
        }
    }

    // Git takes a branch of that name first.
    private async Task<string> OfCommitAsync(string id) =>
        await CommitAsync(id) is { } commit && commit.StartsWith(id, StringComparison.Ordinal)
            ? commit
            : throw await MissingAsync(id);

    private Task<string?> CommitAsync(string revision) => context.GitCommitAsync(revision, checkout.Git, cancelled);

    private async Task<ReleaseException> MissingAsync(string version) =>
        await context.GitIsShallowAsync(checkout.Git, cancelled)
            ? new(
                $"the clone is shallow and does not have {version}; {ShallowClone.DeepeningOf(checkout.Git)} gets the rest"
            )
            : new(
                $"the clone does not have {version}; git fetch {(ImageTag.NamesCommit(version) ? "" : "--tags ")}{checkout.Git.Remote} gets it, where it is still there"
            );
}
