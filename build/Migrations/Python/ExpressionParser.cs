using Migrations.Python.Syntax;

namespace Migrations.Python;

/// <summary>
/// Reads expressions (Language Reference 6). An expression that it does not understand is noted on the cursor. The
/// depth is limited, so that no text can exhaust the stack.
/// </summary>
internal sealed class ExpressionParser
{
    /// <summary>The description of a lambda that does nothing.</summary>
    public const string EmptyLambda = "a lambda that does nothing";

    private const int DeepestNesting = 300;
    private const int GreatestHeight = 300;
    private const int PowerStrength = 11;

    private readonly TokenCursor _cursor;
    private readonly OperandParser _operands;
    private int _depth;

    /// <summary>Creates a reader for one statement.</summary>
    public ExpressionParser(TokenCursor cursor)
    {
        _cursor = cursor;
        _operands = new(cursor, this);
    }

    /// <summary>Reads one expression. Several expressions with commas between them become a tuple.</summary>
    public Expression ReadList()
    {
        var start = _cursor.Index;
        var first = ReadItem();
        if (!_cursor.Is(","))
            return first;

        List<Expression> items = [first];
        while (_cursor.Trouble is null && _cursor.Take(","))
        {
            if (!EndsList())
                items.Add(ReadItem());
        }
        return Bounded(
            new CollectionExpression(CollectionKind.Tuple, items) { Range = Since(start), Line = LineOf(start) }
        );
    }

    /// <summary>Reads one expression, with operators of every strength.</summary>
    public Expression Read()
    {
        var start = _cursor.Index;
        if (++_depth > DeepestNesting)
            _cursor.Fail("an expression that is nested too deeply");
        if (_cursor.Trouble is not null)
            return Opaque(start, "an expression");

        var result = _cursor.Is("lambda") ? ReadLambda() : ReadConditional();
        _depth--;
        return result;
    }

    /// <summary>Reads an expression that may be unpacked: <c>*items</c>.</summary>
    public Expression ReadItem()
    {
        var start = _cursor.Index;
        if (!_cursor.Take("*"))
            return Read();
        var items = Read();
        return Bounded(new StarredExpression(items) { Range = Since(start), Line = LineOf(start) });
    }

    /// <summary>An expression whose value is not known. It reaches from a place to the current token.</summary>
    public Expression Opaque(int start, string what) =>
        Bounded(new OpaqueExpression(what) { Range = Since(start), Line = LineOf(start) });

    /// <summary>The expression, unless it is nested too deep to walk safely.</summary>
    public Expression Bounded(Expression made)
    {
        if (made.Height <= GreatestHeight)
            return made;
        _cursor.Fail("an expression that is nested too deeply");
        return new OpaqueExpression("an expression") { Range = made.Range, Line = made.Line };
    }

    /// <summary>The tokens that were read since a place.</summary>
    public TokenRange Since(int start) => new(start, _cursor.Index);

    /// <summary>The line of a place.</summary>
    public int LineOf(int start) => _cursor.Text.Tokens[start].Line;

    private bool EndsList() =>
        _cursor.AtEnd
        || _cursor.Kind == TokenKind.Newline
        || _cursor.Is(")")
        || _cursor.Is("]")
        || _cursor.Is("}")
        || (_cursor.Kind == TokenKind.Operator && Operators.IsAssignment(_cursor.Word));

    private Expression ReadLambda()
    {
        var start = _cursor.Index;
        _cursor.Advance();
        while (!_cursor.Is(":") && !_cursor.AtEnd && _cursor.Trouble is null)
        {
            if (_cursor.Is("(") || _cursor.Is("[") || _cursor.Is("{"))
                _cursor.SkipBrackets();
            else
                _cursor.Advance();
        }
        _cursor.Expect(":");
        return Opaque(start, Read() is NameExpression { Name: "None" } ? EmptyLambda : "a lambda");
    }

    private Expression ReadConditional()
    {
        var start = _cursor.Index;
        var value = ReadBinary(1);
        if (_cursor.Take(":="))
        {
            Read();
            return Opaque(start, "an assignment within an expression");
        }
        if (!_cursor.Take("if"))
            return value;

        var condition = ReadBinary(1);
        // The filter of a comprehension has the same form, without an else. Its bracket skips it.
        _cursor.Expect("else");
        var otherwise = Read();
        return Bounded(
            new ConditionalExpression(condition, value, otherwise) { Range = Since(start), Line = LineOf(start) }
        );
    }

    private Expression ReadBinary(int weakest)
    {
        var start = _cursor.Index;
        if (++_depth > DeepestNesting)
            _cursor.Fail("an expression that is nested too deeply");
        if (_cursor.Trouble is not null)
            return Opaque(start, "an expression");
        var left = ReadUnary();
        var last = 0;
        while (_cursor.Trouble is null && TakeOperator(weakest) is { } name)
        {
            var strength = Operators.Strength(name);
            var right = ReadBinary(strength == PowerStrength ? strength : strength + 1);
            // "a < b < c" means "a < b and b < c", unlike a row of any other operators.
            left =
                strength == Operators.Comparison && last == strength
                    ? Opaque(start, "a chain of comparisons")
                    : Bounded(new BinaryExpression(name, left, right) { Range = Since(start), Line = LineOf(start) });
            last = strength;
        }
        _depth--;
        return left;
    }

    private string? TakeOperator(int weakest)
    {
        if (_cursor.Kind is not (TokenKind.Operator or TokenKind.Name))
            return null;
        var strength = Operators.Strength(_cursor.Word);
        if (strength < weakest || strength == 0 || (_cursor.Is("not") && !_cursor.IsNext("in")))
            return null;

        var name = _cursor.Word.ToString();
        _cursor.Advance();
        return name switch
        {
            "not" when _cursor.Take("in") => "not in",
            "is" when _cursor.Take("not") => "is not",
            _ => name,
        };
    }

    private Expression ReadUnary()
    {
        var start = _cursor.Index;
        if (_cursor.Word is not ("not" or "-" or "+" or "~" or "await"))
            return _operands.Read();

        var what = _cursor.Word.ToString();
        var strength = what == "not" ? Operators.Comparison : PowerStrength;
        _cursor.Advance();
        var operand = ReadBinary(strength);
        return what == "-" && operand is LiteralExpression { Kind: LiteralKind.Number } number
            ? Bounded(
                new LiteralExpression(LiteralKind.Number, $"-{number.Value}")
                {
                    Range = Since(start),
                    Line = LineOf(start),
                }
            )
            : Bounded(new UnaryExpression(what, operand) { Range = Since(start), Line = LineOf(start) });
    }
}
