namespace Releases.Images;

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
