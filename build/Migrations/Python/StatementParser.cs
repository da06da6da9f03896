using Migrations.Python.Syntax;

namespace Migrations.Python;

/// <summary>
/// Reads statements (Language Reference 7 and 8). It finds the blocks of classes and functions without reading them. A
/// statement that is not understood becomes an <see cref="OpaqueStatement"/>, and reading continues behind it.
/// </summary>
internal sealed class StatementParser
{
    private readonly TokenCursor _cursor;
    private readonly List<Statement> _statements = [];

    private StatementParser(PythonText text, TokenRange range) => _cursor = new(text, range);

    /// <summary>The statements of a whole file.</summary>
    public static IReadOnlyList<Statement> Read(PythonText text) => Read(text, new(0, text.Tokens.Length));

    /// <summary>The statements of a block.</summary>
    public static IReadOnlyList<Statement> Read(PythonText text, TokenRange range)
    {
        var parser = new StatementParser(text, range);
        while (!parser._cursor.AtEnd)
            parser.ReadStatement();
        return parser._statements;
    }

    private void ReadStatement()
    {
        switch (_cursor.Kind)
        {
            // The rest of a header that could not be read is ignored.
            case TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent:
                _cursor.Advance();
                return;
            case TokenKind.Name:
                ReadNamed();
                return;
            case TokenKind.Operator when _cursor.Is("@"):
                ReadDecorated();
                return;
            default:
                ReadSimple();
                return;
        }
    }

    private void ReadNamed()
    {
        switch (_cursor.Word)
        {
            case "class":
                ReadClass(_cursor.Index, isDecorated: false);
                return;
            case "def":
                ReadFunction(_cursor.Index, isPlain: true);
                return;
            case "async" when _cursor.IsNext("def"):
                var start = _cursor.Index;
                _cursor.Advance();
                ReadFunction(start, isPlain: false);
                return;
            case "if":
                ReadIf();
                return;
            case "elif" or "else" or "try" or "except" or "finally" or "for" or "while" or "with" or "async":
                AddOpaque(_cursor.Index, _cursor.Line, $"'{_cursor.Word}'", isUnderstood: true);
                return;
            default:
                ReadSimple();
                return;
        }
    }

    private void ReadIf()
    {
        var (start, line) = (_cursor.Index, _cursor.Line);
        var blocks = new List<ConditionalBlock>();
        do
        {
            var hasCondition = !_cursor.Is("else");
            _cursor.Advance();
            var condition = hasCondition ? new ExpressionParser(_cursor).Read() : null;
            blocks.Add(new(condition, ReadBody()));
        } while (
            _cursor.Trouble is null && blocks[^1].Condition is not null && (_cursor.Is("elif") || _cursor.Is("else"))
        );
        var isRead = _cursor.Trouble is null;
        _cursor.Forget();
        if (isRead)
            Add(start, line, range => new IfStatement(blocks) { Range = range, Line = line });
        else
            AddOpaque(start, line, "'if'", isUnderstood: true);
    }

    private void ReadDecorated()
    {
        var start = _cursor.Index;
        while (_cursor.Is("@"))
            SkipLine();
        if (_cursor.Is("class"))
            ReadClass(start, isDecorated: true);
        else if (_cursor.Is("def") || _cursor.Is("async"))
        {
            _cursor.Take("async");
            ReadFunction(start, isPlain: false);
        }
        else
            AddOpaque(start, _cursor.Line, "a decorator of nothing", isUnderstood: false);
    }

    private void ReadClass(int start, bool isDecorated)
    {
        var line = _cursor.Line;
        _cursor.Advance();
        var name = _cursor.TakeName();
        SkipTypeParameters();
        var bases = _cursor.Is("(") ? new ArgumentParser(_cursor, new(_cursor)).Read() : [];
        var body = ReadBody();
        Add(start, line, range => new ClassStatement(name, bases, isDecorated, body) { Range = range, Line = line });
    }

    private void ReadFunction(int start, bool isPlain)
    {
        var line = _cursor.Line;
        _cursor.Expect("def");
        var name = _cursor.TakeName();
        SkipTypeParameters();
        var open = _cursor.Index;
        if (_cursor.Is("("))
            _cursor.SkipBrackets();
        else
            _cursor.Fail("expected '('");
        var parameters = new TokenRange(open + 1, Math.Max(open + 1, _cursor.Index - 1));
        while (!_cursor.Is(":") && !_cursor.AtEnd && _cursor.Kind != TokenKind.Newline)
            _cursor.Advance();
        var body = ReadBody();
        Add(
            start,
            line,
            range => new FunctionStatement(name, parameters, isPlain, body) { Range = range, Line = line }
        );
    }

    private void SkipTypeParameters()
    {
        if (_cursor.Is("["))
            _cursor.SkipBrackets();
    }

    // The tokens from the colon to the end of the block, which may be the rest of the line.
    private TokenRange ReadBody()
    {
        _cursor.Expect(":");
        var start = _cursor.Index;
        if (_cursor.Trouble is null)
        {
            SkipLine();
            SkipBlock();
        }
        return new(start, _cursor.Index);
    }

    private void ReadSimple()
    {
        var start = _cursor.Index;
        var statement = new SimpleStatementParser(_cursor).Read();
        if (_cursor.Trouble is null && !_cursor.AtEnd && !_cursor.Take(";") && _cursor.Kind != TokenKind.Newline)
            _cursor.Fail("expected the end of the line");
        Add(start, _cursor.Line, _ => statement);
    }

    private void Add(int start, int line, Func<TokenRange, Statement> create)
    {
        if (_cursor.Trouble is { } trouble)
        {
            _cursor.Forget();
            AddOpaque(start, trouble.Line, trouble.What, isUnderstood: false);
            return;
        }
        _statements.Add(create(new(start, _cursor.Index)));
    }

    private void AddOpaque(int start, int line, string what, bool isUnderstood)
    {
        SkipLine();
        SkipBlock();
        _statements.Add(
            new OpaqueStatement(what, isUnderstood)
            {
                Range = new(start, Math.Max(start + 1, _cursor.Index)),
                Line = line,
            }
        );
    }

    private void SkipLine()
    {
        while (!_cursor.AtEnd && _cursor.Kind != TokenKind.Newline)
            _cursor.Advance();
        _cursor.Advance();
    }

    private void SkipBlock()
    {
        if (_cursor.Kind != TokenKind.Indent)
            return;
        var depth = 0;
        do
        {
            depth += _cursor.Kind switch
            {
                TokenKind.Indent => 1,
                TokenKind.Dedent => -1,
                _ => 0,
            };
            _cursor.Advance();
        } while (depth > 0 && !_cursor.AtEnd);
    }
}
