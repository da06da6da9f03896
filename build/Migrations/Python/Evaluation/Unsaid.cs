namespace Migrations.Python.Evaluation;

/// <summary>
/// Finds the parts of code that do not change what it does: annotations, imports and strings that stand alone.
/// </summary>
internal sealed class Unsaid(PythonText text, TokenRange range)
{
    /// <summary>The end of the part that begins at a place. The place itself when no such part begins there.</summary>
    public int EndOf(int index)
    {
        if (IsAnnotated(index))
            return EndOfAnnotation(index + 1, within: true);
        if (text.Is(index, "->"))
            return EndOfAnnotation(index + 1, within: false);
        if (!BeginsStatement(index))
            return index;
        if (text.Is(index, "import") || text.Is(index, "from"))
            return EndOfLine(index);
        return text.Tokens[index].Kind == TokenKind.String && IsLineEnd(index + 1) ? EndOfLine(index) : index;
    }

    private bool BeginsStatement(int index) =>
        index == range.Start
        || text.Tokens[index - 1].Kind is TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent
        || text.Is(index - 1, ";");

    private bool IsLineEnd(int index) => index >= range.End || text.Tokens[index].Kind == TokenKind.Newline;

    private int EndOfLine(int index)
    {
        while (!IsLineEnd(index))
            index++;
        return Math.Min(index + 1, range.End);
    }

    // "def f(name: type = value)": the colon follows a parameter.
    private bool IsAnnotated(int index)
    {
        if (!text.Is(index, ":") || index < range.Start + 2 || text.Tokens[index - 1].Kind != TokenKind.Name)
            return false;
        if (
            !(text.Is(index - 2, "(") || text.Is(index - 2, ",") || text.Is(index - 2, "*") || text.Is(index - 2, "**"))
        )
            return false;
        var open = text.Brackets.Around(index);
        return open >= range.Start + 2 && text.Is(open - 2, "def");
    }

    private int EndOfAnnotation(int index, bool within)
    {
        var depth = 0;
        for (; index < range.End; index++)
        {
            if (text.Is(index, "(") || text.Is(index, "[") || text.Is(index, "{"))
                depth++;
            else if (text.Is(index, ")") || text.Is(index, "]") || text.Is(index, "}"))
            {
                if (--depth < 0)
                    return index;
            }
            else if (depth == 0 && (within ? text.Is(index, ",") || text.Is(index, "=") : text.Is(index, ":")))
                return index;
        }
        return index;
    }
}
