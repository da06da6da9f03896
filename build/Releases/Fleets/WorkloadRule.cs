using Releases.Images;
using Releases.Versions;

namespace Releases.Fleets;

/// <summary>Which workloads of a region a release changes, and the tag that they get.</summary>
/// <param name="Selector">A Kubernetes label selector, such as <c>image=megforms</c>.</param>
/// <param name="Kinds">The kinds that the release looks at.</param>
/// <param name="TagTemplate">The image tag, in which <c>{version}</c> stands for the version.</param>
public sealed record WorkloadRule(string Selector, IReadOnlyList<WorkloadKind> Kinds, string TagTemplate)
{
    /// <summary>The placeholder of the version in a template.</summary>
    public const string VersionPlaceholder = "{version}";

    /// <summary>The tag of a release by this rule.</summary>
    public string TagOf(ImageTag version) =>
        TagTemplate.Replace(VersionPlaceholder, version.Text, StringComparison.Ordinal);

    /// <summary>
    /// The version of an image. <see langword="null"/> when the image's tag does not follow this rule.
    /// </summary>
    public string? VersionOfImage(string image) => ImageReference.Parse(image).Tag is { } tag ? VersionOf(tag) : null;

    /// <summary>The version of an image tag. <see langword="null"/> when the tag does not follow this rule.</summary>
    public string? VersionOf(string tag)
    {
        var at = TagTemplate.IndexOf(VersionPlaceholder, StringComparison.Ordinal);
        var (before, after) = (TagTemplate[..at], TagTemplate[(at + VersionPlaceholder.Length)..]);
        return
            tag.Length > before.Length + after.Length
            && tag.StartsWith(before, StringComparison.Ordinal)
            && tag.EndsWith(after, StringComparison.Ordinal)
            ? tag[before.Length..^after.Length]
            : null;
    }
}
