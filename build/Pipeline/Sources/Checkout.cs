using Cake.Core;
using Foundation.Failures;
using Pipeline.Options;
using Pipeline.Tools.Git;
using Releases.Versions;

namespace Pipeline.Sources;

/// <summary>The application's checkout; read when it is first asked for.</summary>
/// <param name="context">Runs git.</param>
/// <param name="options">Where it is, and what was asked for.</param>
/// <param name="machineUser">The name of this machine's user.</param>
/// <param name="cancellationToken">Stops git.</param>
public sealed class Checkout(
    ICakeContext context,
    ReleaseOptions options,
    string machineUser,
    CancellationToken cancellationToken
)
{
    private readonly Lazy<Task<SourceState>> _state = new(() => ReadAsync(context, options, cancellationToken));
    private readonly Lazy<Task<string?>> _user = new(() =>
        IfAnyAsync(() => context.GitUserNameAsync(SettingsOf(options), cancellationToken))
    );
    private readonly Lazy<Task<string?>> _email = new(() =>
        IfAnyAsync(() => context.GitUserEmailAsync(SettingsOf(options), cancellationToken))
    );

    /// <summary>How git is run there.</summary>
    public GitSettings Git => SettingsOf(options);

    /// <summary>What the checkout and its remote say.</summary>
    /// <exception cref="ReleaseException">It is no checkout, or the remote does not answer.</exception>
    public Task<SourceState> StateAsync() => _state.Value;

    /// <summary>Who releases: as was said, else git's user, else the user of this machine.</summary>
    public async Task<string> ActorAsync() => options.Actor ?? await _user.Value ?? machineUser;

    /// <summary>
    /// The e-mail address of the person who releases: as GitLab says, else git's; none where somebody else was named.
    /// </summary>
    public async Task<string?> ActorEmailAsync() =>
        options.ActorEmail ?? (options.Actor is null ? await _email.Value : null);

    // Without git, or outside of a checkout, there is still somebody who does it.
    private static async Task<string?> IfAnyAsync(Func<Task<string?>> read)
    {
        try
        {
            return await read();
        }
        catch (ReleaseException)
        {
            return null;
        }
    }

    private static GitSettings SettingsOf(ReleaseOptions options) =>
        new() { WorkingDirectory = options.App, DrillFolder = options.DrillFolder };

    private static async Task<SourceState> ReadAsync(
        ICakeContext context,
        ReleaseOptions options,
        CancellationToken cancellationToken
    )
    {
        var git = SettingsOf(options);
        // Asked first: outside of a checkout, git takes the remote's name for a folder.
        var head = await context.GitHeadAsync(git, cancellationToken);
        var remote = await context.GitRemoteRefsAsync(git, cancellationToken);
        var versions = remote.Tags.Select(tag => ReleaseVersion.TryParse(tag.Name)).OfType<ReleaseVersion>();
        var history = new VersionHistory(versions);
        var branch = head.Branch ?? options.CiRef;
        var tags = remote.Tags.ToDictionary(tag => tag.Name, tag => tag.Commit, StringComparer.Ordinal);
        var (version, wasCounted) = options.Version is { } named
            ? (named, false)
            : Bumped(history, options.Bump, branch, latest => tags[latest.ToString()] == head.Commit);
        return new SourceState(
            version,
            head.Commit,
            branch,
            history,
            tags.GetValueOrDefault(version.Text),
            branch is null ? null : remote.Branches.GetValueOrDefault(branch),
            await context.GitRemoteAddressAsync(git, cancellationToken)
        )
        {
            Branches = remote.Branches.Keys.ToHashSet(StringComparer.Ordinal),
            TagCommits = tags,
            WasCounted = wasCounted,
            NamedCommit = version.IsCommit
                ? await NamedAsync(
                    context,
                    version,
                    head.Commit,
                    tags.GetValueOrDefault(version.Text),
                    git,
                    cancellationToken
                )
                : null,
        };
    }

    // What a tag means that is the name of a commit, whatever is checked out; none where that is checked out.
    private static async Task<string?> NamedAsync(
        ICakeContext context,
        ImageTag tag,
        string head,
        string? tagged,
        GitSettings git,
        CancellationToken cancellationToken
    )
    {
        if (tagged is not null)
            return tagged == head ? null : tagged;
        if (IsOf(head))
            return null;
        // A branch may have such a name, too.
        var known = await context.GitCommitAsync(tag.Text, git, cancellationToken);
        return known is not null && IsOf(known) ? known : tag.Text;

        bool IsOf(string commit) => commit.StartsWith(tag.Text, StringComparison.Ordinal);
    }

    // On a release branch the line is the branch's; on the main branch it is the newest. A run that failed after it had
    // tagged the commit is repeated with the same version: else every attempt would make another one.
    private static (ImageTag Version, bool WasCounted) Bumped(
        VersionHistory history,
        Increment? bump,
        string? branch,
        Func<ReleaseVersion, bool> isHere
    )
    {
        var increment =
            bump ?? throw new UsageException("no version: give --version=X.Y.Z or --bump=patch|minor|major");
        var line =
            branch is not null && branch.StartsWith("release-", StringComparison.Ordinal)
                ? ReleaseLine.TryParse(branch["release-".Length..])
                : null;
        if (line is not null && increment != Increment.Patch)
            throw new UsageException(
                $"--bump={bump.ToString()!.ToLowerInvariant()}: on {branch} only a patch can follow"
            );
        var latest =
            (line is null ? history.Latest : history.LatestOf(line))
            ?? throw new UsageException("--bump: there is no version yet to count from; give --version=X.Y.Z");
        return isHere(latest) && history.WasCounted(latest, increment)
            ? (ImageTag.Of(latest), true)
            : (ImageTag.Of(latest.Next(increment)), false);
    }
}
