namespace Migrations.Python;

/// <summary>A place in the tokens of a text, up to a limit. It keeps the first trouble of reading there.</summary>
internal sealed class TokenCursor(PythonText text, TokenRange range)
{
    /// <summary>The text.</summary>
    public PythonText Text => text;

    /// <summary>The index of the current token.</summary>
    public int Index { get; private set; } = range.Start;

    /// <summary>The token that was not understood. Nothing is read while this is set.</summary>
    public Trouble? Trouble { get; private set; }

    /// <summary>Whether all tokens were read.</summary>
    public bool AtEnd => Index >= range.End || text.Tokens[Index].Kind == TokenKind.End;

    /// <summary>The kind of the current token.</summary>
    public TokenKind Kind => AtEnd ? TokenKind.End : text.Tokens[Index].Kind;

    /// <summary>The line of the current token.</summary>
    public int Line => text.Tokens[Math.Min(Index, text.Tokens.Length - 1)].Line;

    /// <summary>The characters of the current token.</summary>
    public ReadOnlySpan<char> Word => AtEnd ? default : text[text.Tokens[Index]];

    /// <summary>Whether the current token is this operator or keyword.</summary>
    public bool Is(ReadOnlySpan<char> word) => !AtEnd && text.Is(Index, word);

    /// <summary>Whether the next token is this operator or keyword.</summary>
    public bool IsNext(ReadOnlySpan<char> word) => Index + 1 < range.End && text.Is(Index + 1, word);

    /// <summary>Moves past the current token.</summary>
    public void Advance() => Index += AtEnd ? 0 : 1;

    /// <summary>Moves to a place.</summary>
    public void MoveTo(int index) => Index = Math.Min(index, range.End);

    /// <summary>Moves past an operator or keyword if it is the current token.</summary>
    public bool Take(ReadOnlySpan<char> word)
    {
        if (!Is(word))
            return false;
        Advance();
        return true;
    }

    /// <summary>Moves past an operator or keyword. It has to be the current token.</summary>
    public void Expect(string word)
    {
        if (!Take(word))
            Fail($"expected '{word}'");
    }

    /// <summary>Moves past a name. The current token has to be a name and no keyword.</summary>
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

    /// <summary>Moves past the bracket that closes the bracket at the current token.</summary>
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

    /// <summary>Forgets the trouble, so that reading continues.</summary>
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
