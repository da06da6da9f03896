namespace Pipeline.Tools.Azure;

/// <summary>What to build on ACR Tasks. They take no labels: an image built there does not say its commit.</summary>
public sealed record AcrBuildRequest(string Repository, string Tag)
{
    /// <summary>The stage to build; the last one when <see langword="null"/>.</summary>
    public string? Target { get; init; }

    /// <summary>Build arguments. Never secrets: they stay readable in the image's history and in the run.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The Dockerfile, relative to the context; <c>Dockerfile</c> when <see langword="null"/>.</summary>
    public string? File { get; init; }
}
