namespace Releases.Images;

/// <summary>An image as a registry holds it.</summary>
/// <param name="Digest">The digest of the manifest or index that the tag names, <c>sha256:…</c>.</param>
/// <param name="Labels">The labels of the image's configuration.</param>
public sealed record PublishedImage(string Digest, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>
    /// The commit that the image was built from (<c>org.opencontainers.image.revision</c>), when its labels name one.
    /// </summary>
    public string? Revision => Labels.GetValueOrDefault(OciLabels.Revision);

    /// <summary>
    /// The commit that this software was built from. <see langword="null"/> where the labels are those of something
    /// else, or of nothing: an image inherits the labels of its base image.
    /// </summary>
    /// <param name="version">The version, as the label names it.</param>
    /// <param name="source">The address of the source code, as the label names it.</param>
    public string? RevisionOf(string version, string source) =>
        Labels.GetValueOrDefault(OciLabels.Version) == version || Labels.GetValueOrDefault(OciLabels.Source) == source
            ? Revision
            : null;

    /// <summary>
    /// What the image was built for. <see langword="null"/> where its configuration does not say it.
    /// </summary>
    public ImagePlatform? Platform { get; init; }
}

/// <summary>Label names of the OCI image specification (annotations, "pre-defined annotation keys").</summary>
public static class OciLabels
{
    /// <summary>Version of the packaged software.</summary>
    public const string Version = "org.opencontainers.image.version";

    /// <summary>Source control revision of the packaged software.</summary>
    public const string Revision = "org.opencontainers.image.revision";

    /// <summary>When the image was built, RFC 3339.</summary>
    public const string Created = "org.opencontainers.image.created";

    /// <summary>Where the source code is.</summary>
    public const string Source = "org.opencontainers.image.source";
}
