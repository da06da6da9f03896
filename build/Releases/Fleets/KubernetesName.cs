namespace Releases.Fleets;

/// <summary>The names that Kubernetes accepts.</summary>
public static class KubernetesName
{
    /// <summary>Whether a text is a DNS label: at most 63 lower-case letters, digits and '-' (RFC 1123).</summary>
    public static bool IsLabel(string text) =>
        text.Length is > 0 and <= 63
        && text[0] != '-'
        && text[^1] != '-'
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
