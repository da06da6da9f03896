namespace Migrations.Python;

/// <summary>
/// Finds the ends of string literals (Language Reference 2.5), also of f-strings with nested quotes (PEP 701).
/// </summary>
internal static class Literals
{
    private const int DeepestNesting = 10;
    private const int LongestPrefix = 2;

    /// <summary>The literal at a place of a text. <see langword="null"/> when none starts there.</summary>
    /// <returns>
    /// The literal's kind and the place after it; <see cref="TokenKind.Unknown"/> for a literal that does not end.
    /// </returns>
    public static (TokenKind Kind, int End)? Scan(ReadOnlySpan<char> text, int start)
    {
        var quote = QuoteAt(text, start);
        if (quote < 0)
            return null;
        var isFormatted = text[start..quote].ContainsAny("fFtT");
        var end = End(text, start, quote, DeepestNesting);
        return end >= 0
            ? (isFormatted ? TokenKind.FormattedString : TokenKind.String, end)
            : (TokenKind.Unknown, IsTriple(text, quote) ? text.Length : LineEnd(text, quote));
    }

    /// <summary>Whether a quote is the first of three.</summary>
    public static bool IsTriple(ReadOnlySpan<char> text, int quote) =>
        quote + 2 < text.Length && text[quote + 1] == text[quote] && text[quote + 2] == text[quote];

    // The place of the opening quote after at most two letters of prefix, or -1.
    private static int QuoteAt(ReadOnlySpan<char> text, int start)
    {
        for (var index = start; index <= start + LongestPrefix && index < text.Length; index++)
        {
            if (text[index] is '"' or '\'')
                return index;
            if (!"rRbBuUfFtT".Contains(text[index], StringComparison.Ordinal))
                return -1;
        }
        return -1;
    }

    private static int End(ReadOnlySpan<char> text, int start, int quote, int depth)
    {
        if (depth == 0)
            return -1;
        var isTriple = IsTriple(text, quote);
        var isFormatted = text[start..quote].ContainsAny("fFtT");
        var index = quote + (isTriple ? 3 : 1);
        while (index >= 0 && index < text.Length)
        {
            var character = text[index];
            if (character == text[quote] && (!isTriple || IsTriple(text, index)))
                return index + (isTriple ? 3 : 1);
            if (!isTriple && character is '\r' or '\n')
                return -1;
            if (character == '\\')
                index += IsPair(text, index) ? 3 : 2;
            else if (isFormatted && character == '{')
                index =
                    index + 1 < text.Length && text[index + 1] == '{'
                        ? index + 2
                        : FieldEnd(text, index, isTriple, depth);
            else
                index++;
        }
        return -1;
    }

    // A backslash before "\r\n" continues the line over both characters.
    private static bool IsPair(ReadOnlySpan<char> text, int index) =>
        index + 2 < text.Length && text[index + 1] == '\r' && text[index + 2] == '\n';

    // The place after the brace that closes the replacement field at `index`, or -1.
    private static int FieldEnd(ReadOnlySpan<char> text, int index, bool mayBreak, int depth)
    {
        var open = 0;
        while (index < text.Length)
        {
            var quote = QuoteAt(text, index);
            if (quote >= 0)
            {
                index = End(text, index, quote, depth - 1);
                if (index < 0)
                    return -1;
                continue;
            }
            if (!mayBreak && text[index] is '\r' or '\n')
                return -1;
            open += text[index] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            index++;
            if (open == 0)
                return index;
        }
        return -1;
    }

    private static int LineEnd(ReadOnlySpan<char> text, int start)
    {
        var length = text[start..].IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : start + length;
    }
}
