using System.Text.RegularExpressions;
using Foundation.Text;

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
        var masked = Token().Replace(Beginning(line), Hidden);
        return masked.Length <= LongestLine ? masked : $"{Shortened.Beginning(masked, LongestLine)}…";
    }

    // Up to the last space: half of a token does not look like one.
    private static string Beginning(string line) =>
        line.Length <= LongestSearch ? line
        : line.LastIndexOf(' ', LongestSearch) is var end and > 0 ? line[..end] + " …"
        : "…";

    private static string Hidden(Match match) =>
        match.Groups["bearer"] is { Success: true } bearer ? $"{bearer.Value}***"
        : match.Groups["word"].Success && !IsMixed(match.Value) ? match.Value
        : "***";

    private static bool IsMixed(string word) => word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter);

    // Web tokens, Google's access tokens, what follows "Bearer", and long words of letters and digits that are no host
    // name.
    [GeneratedRegex(
        @"eyJ[\w\-]{10,}(?:\.[\w\-]*)*|ya29\.[\w\-.]+|(?<bearer>[Bb]earer )\S+|(?<word>[\w+=\-]{40,})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Token();
}
