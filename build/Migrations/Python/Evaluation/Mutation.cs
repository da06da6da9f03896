using Migrations.Python.Syntax;

namespace Migrations.Python.Evaluation;

/// <summary>
/// Finds the lists and mappings that an expression changes in place: by a method of theirs, or by a function of the
/// file that is called. An expression that only reads them changes nothing.
/// </summary>
internal sealed class Mutation(PythonText text, Scope scope)
{
    private static readonly HashSet<string> Changing =
    [
        .. new[] { "append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse" },
        .. new[] { "update", "setdefault", "popitem", "add", "discard", "__setitem__", "__delitem__", "__iadd__" },
    ];

    private readonly HashSet<Statement> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>The names of lists and mappings that tokens change.</summary>
    public IReadOnlyCollection<string> NamesOf(TokenRange range)
    {
        var names = new HashSet<string>();
        Collect(range, names);
        return names;
    }

    private void Collect(TokenRange range, HashSet<string> names)
    {
        for (var index = range.Start; index < range.End; index++)
        {
            if (!IsName(index))
                continue;
            var name = text[text.Tokens[index]].ToString();
            if (text.Is(index - 1, "global") || (IsChanged(index) && scope.IsList(name)))
                names.Add(name);
            if (text.Is(index + 1, "(") && scope.Code(name) is { } code && _seen.Add(code.Statement))
                Follow(code.Statement, code.Body, range, names);
        }
    }

    // A function's own names are no others'. A function that changes what it is given may change any argument.
    private void Follow(Statement function, TokenRange body, TokenRange call, HashSet<string> names)
    {
        var own = LocalNames.Of(text, function, body);
        var within = new HashSet<string>();
        Collect(body, within);
        names.UnionWith(within.Where(name => !own.Contains(name)));
        var given = LocalNames.Given(text, function);
        var changesGiven = Enumerable
            .Range(body.Start, body.End - body.Start)
            .Any(index => IsName(index) && IsChanged(index) && given.Contains(text[text.Tokens[index]].ToString()));
        if (changesGiven)
            names.UnionWith(
                Enumerable
                    .Range(call.Start, call.End - call.Start)
                    .Where(IsName)
                    .Select(index => text[text.Tokens[index]].ToString())
                    .Where(scope.IsList)
            );
    }

    private bool IsName(int index) => text.Tokens[index].Kind == TokenKind.Name && !text.Is(index - 1, ".");

    private bool IsChanged(int index)
    {
        if (text.Is(index + 1, "."))
            return Changing.Contains(text[text.Tokens[index + 2]].ToString());
        if (text.Is(index + 1, "+="))
            return true;
        if (!text.Is(index + 1, "["))
            return text.Is(index - 1, "del");
        var end = index + 1;
        for (var depth = 0; end < text.Tokens.Length; end++)
        {
            depth += text.Tokens[end].Kind == TokenKind.Operator ? text.Turn(text.Tokens[end]) : 0;
            if (depth == 0)
                break;
        }
        return end + 1 < text.Tokens.Length
            && text.Tokens[end + 1].Kind == TokenKind.Operator
            && Operators.IsAssignment(text[text.Tokens[end + 1]]);
    }
}
