using System.Text.RegularExpressions;

namespace Clusters.Credentials;

/// <summary>Hides what looks like a token in text that another program wrote.</summary>
internal static partial class OpaqueText
{
    private const int LongestLine = 400;

    /// <summary>The line with tokens replaced by asterisks, and cut to a length that fits a terminal.</summary>
    public static string Mask(string line)
    {
        var masked = Token().Replace(line, "***");
        return masked.Length <= LongestLine ? masked : masked[..LongestLine] + "…";
    }

    // Web tokens, Google's access tokens, what follows "Bearer", and long words of letters and digits that are no host
    // name.
    [GeneratedRegex(
        @"eyJ[\w\-]{10,}(?:\.[\w\-]*)*|ya29\.[\w\-.]+|(?<=[Bb]earer )\S+|\b(?=[\w+=\-]*\d)(?=[\w+=\-]*[A-Za-z])[\w+=\-]{40,}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();
}
