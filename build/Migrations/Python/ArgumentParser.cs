using Migrations.Python.Syntax;

namespace Migrations.Python;

/// <summary>Reads the arguments of a call or the bases of a class (Language Reference 6.3.4).</summary>
internal sealed class ArgumentParser(TokenCursor cursor, ExpressionParser expressions)
{
    /// <summary>Reads from the opening parenthesis to the closing one.</summary>
    public IReadOnlyList<Argument> Read()
    {
        var start = cursor.Index;
        var arguments = new List<Argument>();
        cursor.Expect("(");
        while (cursor.Trouble is null && !cursor.Is(")"))
        {
            arguments.Add(ReadArgument());
            if (cursor.Trouble is null && (cursor.Is("for") || cursor.Is("async")))
                return [Generator(start)];
            if (!cursor.Take(",") && !cursor.Is(")"))
                cursor.Fail("expected ',' or ')'");
        }
        cursor.Expect(")");
        return arguments;
    }

    private Argument ReadArgument()
    {
        if (cursor.Take("**"))
            return new(ArgumentKind.Entries, "", expressions.Read());
        if (cursor.Take("*"))
            return new(ArgumentKind.Items, "", expressions.Read());
        if (cursor.Kind != TokenKind.Name || !cursor.IsNext("="))
            return new(ArgumentKind.Positional, "", expressions.Read());

        var name = cursor.TakeName();
        cursor.Advance();
        return new(ArgumentKind.Keyword, name, expressions.Read());
    }

    private Argument Generator(int start)
    {
        cursor.MoveTo(start);
        cursor.SkipBrackets();
        return new(ArgumentKind.Positional, "", expressions.Opaque(start, "a comprehension"));
    }
}
