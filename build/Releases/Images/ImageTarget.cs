namespace Releases.Images;

/// <summary>
/// The image that a release gives to containers. A version's tag never moves, so that it says all; a tag such as a
/// branch's name does, and is pinned to what the registry holds under it: else the same tag with other content would
/// change nothing.
/// </summary>
/// <param name="Name">Repository and tag.</param>
public sealed record ImageTarget(string Name)
{
    /// <summary>What the tag is pinned to; <see langword="null"/> where the tag alone says it.</summary>
    public string? Digest { get; init; }

    /// <summary>
    /// Whether the image is still to be built under that tag: whatever runs under it now is another one.
    /// </summary>
    public bool IsToBeBuilt { get; init; }

    /// <summary>Whether a container that runs an image has this one already.</summary>
    public bool IsRunBy(string image) =>
        !IsToBeBuilt && (Digest is null ? Unpinned(image) == Name : image == ToString());

    /// <summary>
    /// The image as a container names it. With both, the digest counts and the tag tells people (OCI).
    /// </summary>
    public override string ToString() => Digest is null ? Name : $"{Name}@{Digest}";

    private static string Unpinned(string image) => (ImageReference.Parse(image) with { Digest = null }).ToString();
}
