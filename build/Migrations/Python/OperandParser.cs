using Migrations.Python.Syntax;

namespace Migrations.Python;

/// <summary>
/// Reads the operands between operators: atoms with their calls, attributes and subscripts (Language Reference 6.2,
/// 6.3).
/// </summary>
internal sealed class OperandParser(TokenCursor cursor, ExpressionParser expressions)
{
    private readonly ArgumentParser _arguments = new(cursor, expressions);

    /// <summary>Reads one operand.</summary>
    public Expression Read()
    {
        var start = cursor.Index;
        var operand = ReadAtom();
        while (cursor.Trouble is null && cursor.Kind == TokenKind.Operator)
        {
            var next = cursor.Word switch
            {
                "." => ReadAttribute(start, operand),
                "(" => ReadCall(start, operand),
                "[" => SkipItem(start),
                _ => null,
            };
            if (next is null)
                return operand;
            operand = next;
        }
        return operand;
    }

    private Expression ReadAttribute(int start, Expression target)
    {
        cursor.Advance();
        var name = cursor.TakeName();
        return expressions.Bounded(
            new AttributeExpression(target, name) { Range = expressions.Since(start), Line = expressions.LineOf(start) }
        );
    }

    private Expression ReadCall(int start, Expression target)
    {
        var arguments = _arguments.Read();
        return expressions.Bounded(
            new CallExpression(target, arguments) { Range = expressions.Since(start), Line = expressions.LineOf(start) }
        );
    }

    private Expression SkipItem(int start)
    {
        cursor.SkipBrackets();
        return expressions.Opaque(start, "an item or slice");
    }

    private Expression ReadAtom()
    {
        var start = cursor.Index;
        switch (cursor.Kind)
        {
            case TokenKind.String or TokenKind.FormattedString:
                return ReadStrings();
            case TokenKind.Number:
                var number = cursor.Word.ToString().Replace("_", "", StringComparison.Ordinal);
                cursor.Advance();
                return Literal(start, LiteralKind.Number, number);
            case TokenKind.Name:
                var name = cursor.TakeName();
                return expressions.Bounded(
                    new NameExpression(name) { Range = expressions.Since(start), Line = expressions.LineOf(start) }
                );
            case TokenKind.Operator when cursor.Is("("):
                return ReadParentheses();
            case TokenKind.Operator when cursor.Is("["):
                return ReadCollection("]", CollectionKind.List);
            case TokenKind.Operator when cursor.Is("{"):
                return ReadBraces();
            case TokenKind.Operator when cursor.Take("..."):
                return expressions.Opaque(start, "an ellipsis");
            default:
                cursor.Fail("expected an expression");
                return expressions.Opaque(start, "an expression");
        }
    }

    // Neighbouring strings are one string (Language Reference 2.5.2).
    private Expression ReadStrings()
    {
        var start = cursor.Index;
        var parts = new List<string>();
        var isBytes = false;
        var isKnown = true;
        for (; cursor.Kind is TokenKind.String or TokenKind.FormattedString; cursor.Advance())
        {
            if (StringLiteral.Value(cursor.Word, cursor.Kind == TokenKind.FormattedString) is not { } value)
                isKnown = false;
            else
                parts.Add(value);
            isBytes |= StringLiteral.IsBytes(cursor.Word);
        }
        return isKnown
            ? Literal(start, isBytes ? LiteralKind.Bytes : LiteralKind.Text, string.Concat(parts))
            : expressions.Opaque(start, "a formatted string");
    }

    private Expression ReadParentheses()
    {
        var start = cursor.Index;
        if (cursor.IsNext("yield"))
        {
            cursor.SkipBrackets();
            return expressions.Opaque(start, "a yield");
        }
        cursor.Advance();
        if (cursor.Is(")"))
            return ReadItems(start, [], ")", CollectionKind.Tuple);
        var first = expressions.ReadItem();
        return cursor.Take(")") ? first : ReadItems(start, [first], ")", CollectionKind.Tuple);
    }

    private Expression ReadCollection(string close, CollectionKind kind)
    {
        var start = cursor.Index;
        cursor.Advance();
        return ReadItems(start, [], close, kind);
    }

    // The first item may have been read already, to find out what it belongs to. Nothing is read twice.
    private Expression ReadItems(int start, List<Expression> items, string close, CollectionKind kind)
    {
        while (cursor.Trouble is null && !cursor.Is(close))
        {
            if (IsComprehension())
                return SkipComprehension(start);
            if (items.Count > 0 && !cursor.Take(","))
                cursor.Fail($"expected ',' or '{close}'");
            else if (!cursor.Is(close))
                items.Add(expressions.ReadItem());
        }
        cursor.Expect(close);
        return expressions.Bounded(
            new CollectionExpression(kind, items) { Range = expressions.Since(start), Line = expressions.LineOf(start) }
        );
    }

    private Expression ReadBraces()
    {
        var start = cursor.Index;
        var entries = new List<DictionaryEntry>();
        cursor.Advance();
        while (cursor.Trouble is null && !cursor.Is("}"))
        {
            if (cursor.Take("**"))
            {
                entries.Add(new(Key: null, expressions.Read()));
            }
            else
            {
                var key = expressions.ReadItem();
                if (entries.Count == 0 && !cursor.Is(":"))
                    return ReadItems(start, [key], "}", CollectionKind.Set);
                cursor.Expect(":");
                entries.Add(new(key, expressions.Read()));
            }
            if (IsComprehension())
                return SkipComprehension(start);
            if (!cursor.Take(",") && !cursor.Is("}"))
                cursor.Fail("expected ',' or '}'");
        }
        cursor.Expect("}");
        return expressions.Bounded(
            new DictionaryExpression(entries) { Range = expressions.Since(start), Line = expressions.LineOf(start) }
        );
    }

    private bool IsComprehension() => cursor.Trouble is null && (cursor.Is("for") || cursor.Is("async"));

    private Expression SkipComprehension(int start)
    {
        cursor.MoveTo(start);
        cursor.SkipBrackets();
        return expressions.Opaque(start, "a comprehension");
    }

    private Expression Literal(int start, LiteralKind kind, string value) =>
        expressions.Bounded(
            new LiteralExpression(kind, value) { Range = expressions.Since(start), Line = expressions.LineOf(start) }
        );
}
