using System.Collections.Frozen;

namespace Migrations.Python;

/// <summary>The words that cannot be names (Language Reference 2.3.1).</summary>
internal static class Keywords
{
    // True, False and None are keywords also, but they stand where a name can stand.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = FrozenSet
        .Create([
            .. new[] { "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif" },
            .. new[] { "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda" },
            .. new[] { "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield" },
        ])
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word is a keyword.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => Words.Contains(word);
}
