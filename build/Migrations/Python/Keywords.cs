namespace Migrations.Python;

/// <summary>The words that cannot be names (Language Reference 2.3.1).</summary>
internal static class Keywords
{
    /// <summary>Whether a word is a keyword.</summary>
    /// <remarks>True, False and None are keywords also, but they stand where a name can stand.</remarks>
    public static bool Contains(ReadOnlySpan<char> word) =>
        word
            is "and"
                or "as"
                or "assert"
                or "async"
                or "await"
                or "break"
                or "class"
                or "continue"
                or "def"
                or "del"
                or "elif"
                or "else"
                or "except"
                or "finally"
                or "for"
                or "from"
                or "global"
                or "if"
                or "import"
                or "in"
                or "is"
                or "lambda"
                or "nonlocal"
                or "not"
                or "or"
                or "pass"
                or "raise"
                or "return"
                or "try"
                or "while"
                or "with"
                or "yield";
}
