using System.Text.RegularExpressions;
using Foundation.Failures;

namespace Releases.Images;

/// <summary>
/// The place that an image is pushed to and read from: <c>REGISTRY/REPOSITORY:TAG</c>. Every part is named.
/// </summary>
/// <param name="Registry">Host name, with port where there is one.</param>
/// <param name="Repository">Path below the registry.</param>
/// <param name="Tag">The tag.</param>
public sealed partial record RegistryImage(string Registry, string Repository, string Tag)
{
    /// <summary>Reads a full name. It has no default registry and no default tag.</summary>
    /// <exception cref="UsageException">The text does not have that form.</exception>
    public static RegistryImage Parse(string text) =>
        TryParse(text) ?? throw new UsageException($"'{text}' names no image: expected REGISTRY/REPOSITORY:TAG.");

    /// <summary>Reads a full name; <see langword="null"/> where the text does not have that form.</summary>
    public static RegistryImage? TryParse(string text)
    {
        var match = Form().Match(text);
        return match.Success && IsRegistry(match.Groups["registry"].Value)
            ? new(match.Groups["registry"].Value, match.Groups["repository"].Value, match.Groups["tag"].Value)
            : null;
    }

    /// <summary>Whether a text is the host of a registry, with its port where it has one, and nothing more.</summary>
    public static bool IsHost(string text) => TryParse($"{text}/any:any")?.Registry == text;

    /// <summary>Whether a text is the path of a repository in a registry, and nothing more.</summary>
    public static bool IsPath(string text) => TryParse($"localhost/{text}:any")?.Repository == text;

    /// <summary>
    /// Whether the registry is on this machine (127.0.0.0/8, ::1, localhost). Engine and client do not ask it for TLS.
    /// </summary>
    public bool IsOnThisMachine => new Uri($"http://{Registry}").IsLoopback;

    /// <inheritdoc/>
    public override string ToString() => $"{Registry}/{Repository}:{Tag}";

    // The first component is a registry only when it is localhost or has a dot or a port.
    private static bool IsRegistry(string name) => name == "localhost" || name.AsSpan().ContainsAny('.', ':');

    // The grammar of the distribution project's reference package, without digests.
    [GeneratedRegex(
        @"^(?<registry>(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9][A-Za-z0-9.-]*)(:[0-9]+)?)/(?<repository>[a-z0-9]+([._/-]+[a-z0-9]+)*):(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
