using Migrations.Python.Syntax;

namespace Migrations.Python;

/// <summary>Reads statements of one line: imports, assignments, calls (Language Reference 7).</summary>
internal sealed class SimpleStatementParser(TokenCursor cursor)
{
    /// <summary>The description of a statement that does nothing.</summary>
    public const string Pass = "'pass'";

    private readonly ExpressionParser _expressions = new(cursor);

    /// <summary>Reads one statement, up to the end of its line or a semicolon.</summary>
    public Statement Read()
    {
        var (start, line) = (cursor.Index, cursor.Line);
        switch (cursor.Word)
        {
            case "import":
                return Made(start, ReadImport(), line);
            case "from":
                return Made(start, ReadFromImport(), line);
            case "return":
                cursor.Advance();
                var value = EndsHere() ? null : _expressions.ReadList();
                return new ReturnStatement(value) { Range = new(start, cursor.Index), Line = line };
            case "pass" or "assert" or "raise" or "del" or "global" or "nonlocal" or "break" or "continue":
                var what = $"'{cursor.Word}'";
                while (!EndsHere())
                    cursor.Advance();
                return new OpaqueStatement(what, isUnderstood: true) { Range = new(start, cursor.Index), Line = line };
            default:
                return ReadAssignment(start, line);
        }
    }

    private ImportStatement Made(int start, List<ImportedName> names, int line) =>
        new(names) { Range = new(start, cursor.Index), Line = line };

    private bool EndsHere() => cursor.AtEnd || cursor.Kind == TokenKind.Newline || cursor.Is(";");

    // "import a.b" binds "a"; "import a.b as c" binds "c" to "a.b".
    private List<ImportedName> ReadImport()
    {
        var names = new List<ImportedName>();
        do
        {
            cursor.Advance();
            var path = ReadPath();
            names.Add(cursor.Take("as") ? new(path, cursor.TakeName()) : FirstOf(path));
        } while (cursor.Trouble is null && cursor.Is(","));
        return names;
    }

    private static ImportedName FirstOf(string path)
    {
        var first = path.Split('.')[0];
        return new(first, first);
    }

    private List<ImportedName> ReadFromImport()
    {
        cursor.Advance();
        var dots = "";
        for (; cursor.Is(".") || cursor.Is("..."); cursor.Advance())
            dots += cursor.Word.ToString();
        var module = dots + (cursor.Is("import") ? "" : ReadPath());
        cursor.Expect("import");

        var names = new List<ImportedName>();
        var hasParentheses = cursor.Take("(");
        do
        {
            if (hasParentheses && cursor.Is(")"))
                break;
            var name = cursor.Take("*") ? "*" : cursor.TakeName();
            var path = module.EndsWith('.') ? module + name : $"{module}.{name}";
            names.Add(new(path, cursor.Take("as") ? cursor.TakeName() : name));
        } while (cursor.Trouble is null && cursor.Take(","));
        if (hasParentheses)
            cursor.Expect(")");
        return names;
    }

    private string ReadPath()
    {
        var path = cursor.TakeName();
        while (cursor.Trouble is null && cursor.Take("."))
            path += "." + cursor.TakeName();
        return path;
    }

    private Statement ReadAssignment(int start, int line)
    {
        var first = _expressions.ReadList();
        if (cursor.Take(":"))
            _expressions.Read();
        if (EndsHere())
            return new ExpressionStatement(first) { Range = new(start, cursor.Index), Line = line };
        if (cursor.Kind == TokenKind.Operator && !cursor.Is("=") && Operators.IsAssignment(cursor.Word))
            return ReadAugmented(start, line, first);

        List<Expression> targets = [first];
        while (cursor.Trouble is null && cursor.Take("="))
            targets.Add(_expressions.ReadList());
        var value = targets[^1];
        var names = targets.SkipLast(1).OfType<NameExpression>().Select(target => target.Name).ToList();
        var range = new TokenRange(start, cursor.Index);
        return names.Count == targets.Count - 1
            ? new AssignmentStatement(names, isAddition: false, value) { Range = range, Line = line }
            : new OpaqueStatement("an assignment to more than a name", isUnderstood: true)
            {
                Range = range,
                Line = line,
            };
    }

    private Statement ReadAugmented(int start, int line, Expression target)
    {
        var isAddition = cursor.Is("+=");
        cursor.Advance();
        var value = _expressions.ReadList();
        var range = new TokenRange(start, cursor.Index);
        return isAddition && target is NameExpression name
            ? new AssignmentStatement([name.Name], isAddition: true, value) { Range = range, Line = line }
            : new OpaqueStatement("an assignment", isUnderstood: true) { Range = range, Line = line };
    }
}
