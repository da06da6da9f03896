using System.Text.RegularExpressions;

namespace Clusters.Credentials;

/// <summary>Hides what looks like a token in text that another program wrote.</summary>
internal static partial class OpaqueText
{
    private const int LongestLine = 400;

    // A search for tokens in a line of megabytes takes longer than anybody waits.
    private const int LongestSearch = 4000;

    /// <summary>The line with tokens replaced by asterisks, and cut to a length that fits a terminal.</summary>
    public static string Mask(string line)
    {
        var masked = Token().Replace(Beginning(line), "***");
        return masked.Length <= LongestLine ? masked : masked[..LongestLine] + "…";
    }

    // Up to the last space: half of a token does not look like one.
    private static string Beginning(string line) =>
        line.Length <= LongestSearch ? line
        : line.LastIndexOf(' ', LongestSearch) is var end and > 0 ? line[..end] + " …"
        : "…";

    // Web tokens, Google's access tokens, what follows "Bearer", and long words of letters and digits that are no host
    // name.
    [GeneratedRegex(
        @"eyJ[\w\-]{10,}(?:\.[\w\-]*)*|ya29\.[\w\-.]+|(?<=[Bb]earer )\S+|\b(?=[\w+=\-]*\d)(?=[\w+=\-]*[A-Za-z])[\w+=\-]{40,}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();
}
