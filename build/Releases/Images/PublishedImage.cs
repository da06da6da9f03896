namespace Releases.Images;

/// <summary>An image as a registry holds it.</summary>
/// <param name="Digest">Digest of what the tag names (a manifest or an index), <c>sha256:…</c>.</param>
/// <param name="Labels">The labels of the image's configuration.</param>
public sealed record PublishedImage(string Digest, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>
    /// The commit that the image was built from (<c>org.opencontainers.image.revision</c>), if it says so.
    /// </summary>
    public string? Revision => Labels.GetValueOrDefault(OciLabels.Revision);
}
