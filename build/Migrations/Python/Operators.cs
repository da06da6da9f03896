namespace Migrations.Python;

/// <summary>The operators and delimiters of Python (Language Reference 2.6 and 2.7).</summary>
internal static class Operators
{
    /// <summary>How strongly comparisons bind.</summary>
    public const int Comparison = 3;

    private const string Single = "+-*/%@&|^~<>()[]{},:.;=!";

    private static readonly string[] Longer =
    [
        .. new[] { "**=", "//=", ">>=", "<<=", "..." },
        .. new[] { "!=", "->", ":=", "**", "//", "<<", ">>", "<=", ">=", "==" },
        .. new[] { "+=", "-=", "*=", "/=", "%=", "@=", "&=", "|=", "^=" },
    ];

    /// <summary>The length of the operator at a place of a text. 0 when there is none.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int start)
    {
        var rest = text[start..];
        if (!Single.Contains(rest[0], StringComparison.Ordinal))
            return 0;
        if (rest.Length > 1 && "*/<>=.-".Contains(rest[1], StringComparison.Ordinal))
        {
            foreach (var candidate in Longer)
            {
                if (rest.StartsWith(candidate, StringComparison.Ordinal))
                    return candidate.Length;
            }
        }
        return 1;
    }

    /// <summary>
    /// How strongly a binary operator binds. The weakest has 1. 0 for any other text (Language Reference 6.17).
    /// </summary>
    public static int Strength(ReadOnlySpan<char> name) =>
        name switch
        {
            "or" => 1,
            "and" => 2,
            "in" or "not" or "not in" or "is" or "is not" => Comparison,
            "<" or "<=" or ">" or ">=" or "!=" or "==" => Comparison,
            "|" => 4,
            "^" => 5,
            "&" => 6,
            "<<" or ">>" => 7,
            "+" or "-" => 8,
            "*" or "@" or "/" or "//" or "%" => 9,
            "**" => 11,
            _ => 0,
        };

    /// <summary>Whether an operator gives a name another value.</summary>
    public static bool IsAssignment(ReadOnlySpan<char> name) =>
        name.Length > 0 && name[^1] == '=' && name is not ("==" or "!=" or "<=" or ">=");
}
