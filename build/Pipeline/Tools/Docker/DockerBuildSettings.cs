namespace Pipeline.Tools.Docker;

/// <summary>What to build.</summary>
public sealed class DockerBuildSettings : DockerSettings
{
    /// <summary>The Dockerfile; <c>Dockerfile</c> in the context when <see langword="null"/>.</summary>
    public string? File { get; set; }

    /// <summary>The stage to build; the last one when <see langword="null"/>.</summary>
    public string? Target { get; set; }

    /// <summary>
    /// What the image is built for, such as <c>linux/amd64</c>; what the builder itself runs on when
    /// <see langword="null"/>. The builders of old engines refuse the option.
    /// </summary>
    public string? Platform { get; set; }

    /// <summary>Names that the image gets.</summary>
    public IList<string> Tags { get; } = [];

    /// <summary>Labels of the image.</summary>
    public IDictionary<string, string> Labels { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Build arguments. Never secrets: they stay readable in the image's history.</summary>
    public IDictionary<string, string> Arguments { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// A buildx builder, or <see langword="null"/> for the engine's own. The engine's own needs no buildx plugin.
    /// </summary>
    public string? Builder { get; set; }

    /// <summary>
    /// Whether the builder pushes the image by itself; otherwise it is loaded into the engine. For a
    /// <see cref="Builder"/> only.
    /// </summary>
    public bool Push { get; set; }
}
