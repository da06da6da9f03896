namespace Releases.Images;

/// <summary>
/// The image that a release gives to containers. A version's tag never moves, so the tag is enough. Another tag, such
/// as a branch's name, moves. It is pinned to the digest that the registry holds now; otherwise setting the same tag
/// with new content would change nothing.
/// </summary>
/// <param name="Name">Repository and tag.</param>
public sealed record ImageTarget(string Name)
{
    /// <summary>The digest that the tag is pinned to. <see langword="null"/> where the tag alone is enough.</summary>
    public string? Digest { get; init; }

    /// <summary>
    /// Whether the image is still to be built. A container that runs the tag now runs an older image.
    /// </summary>
    public bool IsToBeBuilt { get; init; }

    /// <summary>The target that an image, as a container names it, is of.</summary>
    public static ImageTarget Of(string image) => new(Unpinned(image)) { Digest = ImageReference.Parse(image).Digest };

    /// <summary>Whether a container that runs an image runs this target already.</summary>
    public bool IsRunBy(string image) =>
        !IsToBeBuilt && (Digest is null ? Unpinned(image) : ImageReference.Parse(image).ToString()) == ToString();

    /// <summary>
    /// The image as a container names it. When both are there, the digest decides and the tag is for people (OCI).
    /// </summary>
    public override string ToString() => Digest is null ? Name : $"{Name}@{Digest}";

    private static string Unpinned(string image) => (ImageReference.Parse(image) with { Digest = null }).ToString();
}
