using System.Text.RegularExpressions;
using Migrations.Python;

namespace Migrations.Model;

/// <summary>Finds the comments of a file that accept a finding.</summary>
internal static partial class AcceptanceReader
{
    private const string Mark = "release:";

    /// <summary>The comments, in order.</summary>
    public static IReadOnlyList<Acceptance> Read(PythonText text)
    {
        if (!text.Contains(Mark))
            return [];
        var found = new List<Acceptance>();
        var (end, line, depth, outer) = (0, 1, 0, 0);
        foreach (var token in text.Tokens)
        {
            foreach (var (comment, down) in text.Comments(end, token.Start))
            {
                if (Accepting().Match(comment) is not { Success: true } match)
                    continue;
                // The comment stands behind something on its line, or within the brackets of an operation.
                var isWithin = (down == 0 && end > 0) || depth > outer;
                found.Add(new(line + down, match.Groups["reason"].Value.Trim(), isWithin));
            }
            if (text.Is(token, "operations"))
                outer = depth + 1;
            if (token.Kind == TokenKind.Operator)
                depth += text.Turn(token);
            (end, line) = (token.Start + token.Length, token.Line + text.LinesIn(token));
        }
        return found;
    }

    [GeneratedRegex(
        @"^#\s*release:\s*accept\s+(?<reason>\S.*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Accepting();
}
