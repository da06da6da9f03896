using Releases.Images;

namespace Pipeline.Sources;

/// <summary>One of the two images of a release.</summary>
/// <param name="Reference">Where it is pushed to.</param>
/// <param name="Target">The stage of the Dockerfile; the default one when <see langword="null"/>.</param>
/// <param name="Published">What the registry holds under that name, when it holds something.</param>
public sealed record ReleaseImage(RegistryImage Reference, string? Target, PublishedImage? Published)
{
    /// <summary>The stage of the static image.</summary>
    public const string StaticTarget = "deployment-static";

    /// <summary>Whether this run has put it there.</summary>
    public bool IsOfThisRun { get; init; }

    /// <summary>What the fleet's nodes run.</summary>
    public ImagePlatform Platform { get; init; } = ImagePlatform.Default;

    /// <summary>Whether what the registry holds runs on other nodes than the fleet's.</summary>
    public bool IsOfAnotherPlatform => Published?.Platform is { } published && !Platform.IsThatOf(published);

    /// <summary>
    /// Whether what the registry holds is this release: built from the commit that is checked out, or that its tag
    /// names. ACR Tasks take no labels, so an image that names no commit of this version is taken for the release's
    /// when this run has built it, or when the version's tag was at this commit before.
    /// </summary>
    public bool IsTakenAsPublished(SourceState source) =>
        Published is not null && (IsOfThisRun || (!IsOfAnotherPlatform && IsFrom(Published, source)));

    // Under the name of a commit somebody may have pushed another one.
    private static bool IsFrom(PublishedImage image, SourceState source) =>
        source.NamedCommit is { } named
            ? image.Revision?.StartsWith(named, StringComparison.Ordinal) == true
            : IsFromCheckout(image, source);

    private static bool IsFromCheckout(PublishedImage image, SourceState source) =>
        image.Revision == source.Commit
        || (image.RevisionOf(source.Version.Text, source.Remote) is null && source.IsTagged);
}
