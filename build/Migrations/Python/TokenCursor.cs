namespace Migrations.Python;

/// <summary>A place in the tokens of a text, up to a limit, and what went wrong there first.</summary>
internal sealed class TokenCursor(PythonText text, TokenRange range)
{
    /// <summary>The text.</summary>
    public PythonText Text => text;

    /// <summary>The index of the current token.</summary>
    public int Index { get; private set; } = range.Start;

    /// <summary>What could not be understood; nothing is read while it is set.</summary>
    public Trouble? Trouble { get; private set; }

    /// <summary>Whether all tokens were read.</summary>
    public bool AtEnd => Index >= range.End || text.Tokens[Index].Kind == TokenKind.End;

    /// <summary>What the current token is.</summary>
    public TokenKind Kind => AtEnd ? TokenKind.End : text.Tokens[Index].Kind;

    /// <summary>The line of the current token.</summary>
    public int Line => text.Tokens[Math.Min(Index, text.Tokens.Length - 1)].Line;

    /// <summary>The characters of the current token.</summary>
    public ReadOnlySpan<char> Word => AtEnd ? default : text[text.Tokens[Index]];

    /// <summary>Whether the current token is this operator or keyword.</summary>
    public bool Is(ReadOnlySpan<char> word) => !AtEnd && text.Is(Index, word);

    /// <summary>Whether the next token is this operator or keyword.</summary>
    public bool IsNext(ReadOnlySpan<char> word) => Index + 1 < range.End && text.Is(Index + 1, word);

    /// <summary>Goes over the current token.</summary>
    public void Advance() => Index += AtEnd ? 0 : 1;

    /// <summary>Goes to a place.</summary>
    public void MoveTo(int index) => Index = Math.Min(index, range.End);

    /// <summary>Goes over an operator or keyword if it is the current token.</summary>
    public bool Take(ReadOnlySpan<char> word)
    {
        if (!Is(word))
            return false;
        Advance();
        return true;
    }

    /// <summary>Goes over an operator or keyword, which must be the current token.</summary>
    public void Expect(string word)
    {
        if (!Take(word))
            Fail($"expected '{word}'");
    }

    /// <summary>Goes over a name, which must be the current token, and is no keyword.</summary>
    public string TakeName()
    {
        if (Kind != TokenKind.Name || Keywords.Contains(Word))
        {
            Fail("expected a name");
            return "";
        }
        var name = Word.ToString();
        Advance();
        return name;
    }

    /// <summary>Goes past the bracket that closes the one at the current token.</summary>
    public void SkipBrackets()
    {
        var depth = 0;
        do
        {
            if (Kind == TokenKind.Operator)
            {
                depth += Word switch
                {
                    "(" or "[" or "{" => 1,
                    ")" or "]" or "}" => -1,
                    _ => 0,
                };
            }
            if (AtEnd)
                Fail("a bracket that is not closed");
            Advance();
        } while (depth > 0 && Trouble is null);
    }

    /// <summary>Notes that the current token is not understood.</summary>
    public void Fail(string what) => Trouble ??= new(LastLine(), what);

    /// <summary>Goes on after something that was not understood.</summary>
    public void Forget() => Trouble = null;

    // Behind the last line there is nothing to show.
    private int LastLine()
    {
        var index = Math.Min(Index, text.Tokens.Length - 1);
        while (index > 0 && text.Tokens[index].Kind is TokenKind.End or TokenKind.Newline or TokenKind.Dedent)
            index--;
        return text.Tokens[index].Line;
    }
}
