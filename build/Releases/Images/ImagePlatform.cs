using System.Text.RegularExpressions;

namespace Releases.Images;

/// <summary>What an image was built for, in the words that Docker and the registries use.</summary>
/// <param name="Os">The operating system, such as <c>linux</c>.</param>
/// <param name="Architecture">The processor, such as <c>amd64</c>.</param>
/// <param name="Variant">The processor's variant, such as <c>v7</c>, when one is named.</param>
public sealed partial record ImagePlatform(string Os, string Architecture, string? Variant = null)
{
    /// <summary>The platform of nodes that the fleet file says nothing of.</summary>
    public static readonly ImagePlatform Default = new("linux", "amd64");

    /// <summary>
    /// Reads <c>os/architecture</c> or <c>os/architecture/variant</c>; <see langword="null"/> for every other text.
    /// </summary>
    public static ImagePlatform? TryParse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
            return null;
        var variant = match.Groups["variant"];
        return new(
            match.Groups["os"].Value,
            match.Groups["architecture"].Value,
            variant.Success ? variant.Value : null
        );
    }

    /// <summary>
    /// Whether an image of another platform is one of this. Where either names no variant, each will do.
    /// </summary>
    public bool IsThatOf(ImagePlatform image) =>
        Os == image.Os
        && Architecture == image.Architecture
        && (Variant is null || image.Variant is null || Variant == image.Variant);

    /// <inheritdoc/>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    // The names of Go, which Docker takes over. `x86_64` and `aarch64` are amd64 and arm64 there.
    [GeneratedRegex(
        @"^(?<os>linux|windows)/(?<architecture>386|amd64|arm|arm64|loong64|ppc64le|riscv64|s390x)(/(?<variant>v[0-9]))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
