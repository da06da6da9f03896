using Cake.Core;
using Foundation.Failures;
using Foundation.Text;
using Pipeline.Options;
using Pipeline.Tools.Git;
using Releases.Versions;

namespace Pipeline.Sources;

/// <summary>The application's checkout; read when it is first asked for.</summary>
public sealed class Checkout
{
    private readonly ICakeContext _context;
    private readonly ReleaseOptions _options;
    private readonly string _machineUser;
    private readonly CancellationToken _cancellationToken;
    private readonly Lazy<Task<IReadOnlyList<string>>> _remotes;
    private readonly Lazy<Task<SourceState>> _state;
    private readonly Lazy<Task<string?>> _user;
    private readonly Lazy<Task<string?>> _email;
    private string? _remote;
    private ReleasedCommits? _commits;

    /// <summary>Names the checkout; nothing is read yet.</summary>
    /// <param name="context">Runs git.</param>
    /// <param name="options">Where it is, and what was asked for.</param>
    /// <param name="machineUser">The name of this machine's user.</param>
    /// <param name="cancellationToken">Stops git.</param>
    public Checkout(
        ICakeContext context,
        ReleaseOptions options,
        string machineUser,
        CancellationToken cancellationToken
    )
    {
        (_context, _options, _machineUser, _cancellationToken) = (context, options, machineUser, cancellationToken);
        _remotes = new(() => context.GitRemotesAsync(Git, cancellationToken));
        _state = new(ReadAsync);
        _user = new(() => IfAnyAsync(() => context.GitUserNameAsync(Git, cancellationToken)));
        _email = new(() => IfAnyAsync(() => context.GitUserEmailAsync(Git, cancellationToken)));
    }

    /// <summary>
    /// How git is run there. Its remote is the chosen one once <see cref="GitAsync"/> or <see cref="StateAsync"/> has
    /// chosen; questions that are for the clone alone need no choice.
    /// </summary>
    public GitSettings Git =>
        new()
        {
            WorkingDirectory = _options.App,
            DrillFolder = _options.DrillFolder,
            Remote = _remote ?? GitSettings.UsualRemote,
        };

    /// <summary>The names of its remotes.</summary>
    /// <exception cref="ReleaseException">It is no checkout.</exception>
    public Task<IReadOnlyList<string>> RemotesAsync() => _remotes.Value;

    /// <summary>How git is run there, with the remote that releases are shared through.</summary>
    /// <exception cref="UsageException">It is not known which that is.</exception>
    /// <exception cref="ReleaseException">It is no checkout.</exception>
    public async Task<GitSettings> GitAsync()
    {
        _remote ??= RemoteChoice.Of(await RemotesAsync(), _options.App);
        return Git;
    }

    /// <summary>The commits of what regions run.</summary>
    public ReleasedCommits Commits => _commits ??= new ReleasedCommits(_context, this, _options, _cancellationToken);

    /// <summary>What the checkout and its remote say.</summary>
    /// <exception cref="UsageException">It is not known which remote is meant, or there is no version.</exception>
    /// <exception cref="ReleaseException">It is no checkout, or the remote does not answer.</exception>
    public Task<SourceState> StateAsync() => _state.Value;

    /// <summary>Who releases: as was said, else git's user, else the user of this machine.</summary>
    public async Task<string> ActorAsync() => _options.Actor ?? await _user.Value ?? _machineUser;

    /// <summary>
    /// The e-mail address of the person who releases: as GitLab says, else git's; none where somebody else was named.
    /// </summary>
    public async Task<string?> ActorEmailAsync() =>
        _options.ActorEmail ?? (_options.Actor is null ? await _email.Value : null);

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

    private async Task<SourceState> ReadAsync()
    {
        // Asked first: outside of a checkout, git takes the remote's name for a folder.
        var head = await _context.GitHeadAsync(Git, _cancellationToken);
        var git = await GitAsync();
        var remote = await _context.GitRemoteRefsAsync(git, _cancellationToken);
        var versions = remote.Tags.Select(tag => ReleaseVersion.TryParse(tag.Name)).OfType<ReleaseVersion>();
        var history = new VersionHistory(versions);
        var branch = head.Branch ?? _options.CiRef;
        var tags = remote.Tags.ToDictionary(tag => tag.Name, tag => tag.Commit, StringComparer.Ordinal);
        var (version, wasCounted) = _options.Version is { } named
            ? (named, false)
            : Bumped(history, _options.Bump, branch, latest => tags[latest.ToString()] == head.Commit);
        return new SourceState(
            version,
            head.Commit,
            branch,
            history,
            tags.GetValueOrDefault(version.Text),
            branch is null ? null : remote.Branches.GetValueOrDefault(branch),
            await _context.GitRemoteAddressAsync(git, _cancellationToken)
        )
        {
            Branches = remote.Branches.Keys.ToHashSet(StringComparer.Ordinal),
            TagCommits = tags,
            WasCounted = wasCounted,
            NamedCommit = version.IsCommit
                ? await NamedAsync(
                    _context,
                    version,
                    head.Commit,
                    tags.GetValueOrDefault(version.Text),
                    git,
                    _cancellationToken
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
        var line = ReleaseLine.OfBranch(branch);
        if (line is not null && increment != Increment.Patch)
            throw new UsageException($"--bump={increment.Word()}: on {branch} only a patch can follow");
        var latest =
            (line is null ? history.Latest : history.LatestOf(line))
            ?? throw new UsageException("--bump: there is no version yet to count from; give --version=X.Y.Z");
        return isHere(latest) && history.WasCounted(latest, increment)
            ? (ImageTag.Of(latest), true)
            : (ImageTag.Of(latest.Next(increment)), false);
    }
}
