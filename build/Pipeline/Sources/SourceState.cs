using Releases.Versions;

namespace Pipeline.Sources;

/// <summary>What the application's checkout and its remote say about a release.</summary>
/// <param name="Version">The release; found by <c>--bump</c> when it was not named.</param>
/// <param name="Commit">The commit that is checked out.</param>
/// <param name="Branch">Its branch; <see langword="null"/> when HEAD is detached, as in CI.</param>
/// <param name="History">The versions that the remote has tags of.</param>
/// <param name="TagCommit">The commit that the version's tag names at the remote, when it exists.</param>
/// <param name="BranchCommit">The commit that the remote's branch of that name is at, when there is one.</param>
/// <param name="Remote">The remote's address, without credentials.</param>
public sealed record SourceState(
    ImageTag Version,
    string Commit,
    string? Branch,
    VersionHistory History,
    string? TagCommit,
    string? BranchCommit,
    string Remote
)
{
    /// <summary>The names of the remote's branches.</summary>
    public IReadOnlySet<string> Branches { get; init; } = new HashSet<string>();

    /// <summary>The commits that the remote's tags name, by tag.</summary>
    public IReadOnlyDictionary<string, string> TagCommits { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The commit that an image tag means, such as <c>4f2a9c1</c>, when it is not the one that is checked out; in the
    /// letters of the tag where the clone does not know it.
    /// </summary>
    public string? NamedCommit { get; init; }

    /// <summary>The commit whose images are released: what the tag means, else what is checked out.</summary>
    public string Released => NamedCommit ?? Commit;

    /// <summary>Whether this very commit is tagged at the remote already.</summary>
    public bool IsTagged => TagCommit == Commit;

    /// <summary>Whether an earlier run counted the version by <c>--bump</c>, and tagged this very commit.</summary>
    public bool WasCounted { get; init; }

    /// <summary>Whether a newer version than the release exists.</summary>
    public bool IsBackPort => Version.Version is { } version && History.Latest is { } latest && version < latest;

    /// <summary>Whether the remote has a tag of a version.</summary>
    public bool HasTagOf(ReleaseVersion version) => TagCommits.ContainsKey(version.ToString());

    /// <summary>
    /// The one version that may follow on a line's own branch: the line's next patch. <see langword="null"/> where
    /// another branch is checked out, and for a line without a version.
    /// </summary>
    public ReleaseVersion? NextOnBranchOf(ReleaseLine line) =>
        Branch == line.Branch ? History.LatestOf(line)?.Next(Increment.Patch) : null;

    /// <summary>The commit in as many letters as people read.</summary>
    public string ShortCommit => Short(Commit);

    /// <summary>The commit whose images are released, in as many letters.</summary>
    public string ShortReleased => Short(Released);

    /// <summary>The branch or tag that is released, for people.</summary>
    public string Ref => NamedCommit is not null ? ShortReleased : Branch ?? (IsTagged ? Version.Text : ShortCommit);

    private static string Short(string commit) => Foundation.Text.ShortCommit.Of(commit);
}
