using Migrations.Python.Syntax;

namespace Migrations.Python.Evaluation;

/// <summary>
/// Finds the names that a statement may change when the statement is not followed: names that it binds in any way,
/// names that it mentions and whose values can change in place, and such names in the code of the file that it
/// mentions.
/// </summary>
internal sealed class Disturbance(PythonText text, Scope scope)
{
    /// <summary>The names, each once.</summary>
    public IReadOnlyCollection<string> NamesOf(TokenRange range)
    {
        var names = new HashSet<string>();
        var seen = new HashSet<Statement>(ReferenceEqualityComparer.Instance);
        var binds = false;
        for (var index = range.Start; index < range.End; index++)
        {
            var token = text.Tokens[index];
            binds = binds ? !EndsBinding(index, token) : StartsBinding(index);
            if (NameAt(index) is not { } name)
                continue;
            if (binds || IsAssigned(index) || scope.CanChange(name))
                names.Add(name);
            else if (scope.IsUnseenCode(name))
                names.UnionWith(scope.Changeable);
            Follow(name, names, seen);
        }
        return names;
    }

    // Code that is not followed may change all that it mentions, except what is its own.
    private void Follow(string name, HashSet<string> names, HashSet<Statement> seen)
    {
        if (scope.Code(name) is not { } code || !seen.Add(code.Statement))
            return;
        var own = LocalNames.Of(text, code.Statement, code.Body);
        for (var index = code.Body.Start; index < code.Body.End; index++)
        {
            if (NameAt(index) is not { } inner || own.Contains(inner))
                continue;
            if (scope.CanChange(inner) || text.Is(index - 1, "global"))
                names.Add(inner);
            Follow(inner, names, seen);
        }
    }

    private string? NameAt(int index) =>
        text.Tokens[index] is { Kind: TokenKind.Name } token
        && !text.Is(index - 1, ".")
        && !Keywords.Contains(text[token])
            ? text[token].ToString()
            : null;

    private bool StartsBinding(int index) =>
        text.Is(index, "import")
        || text.Is(index, "as")
        || text.Is(index, "for")
        || text.Is(index, "def")
        || text.Is(index, "class")
        || text.Is(index, "del")
        || text.Is(index, "global");

    private bool EndsBinding(int index, in Token token) =>
        token.Kind == TokenKind.Newline || text.Is(index, "in") || text.Is(index, ":") || text.Is(index, "(");

    private bool IsAssigned(int index) =>
        index + 1 < text.Tokens.Length
        && text.Tokens[index + 1].Kind == TokenKind.Operator
        && Operators.IsAssignment(text[text.Tokens[index + 1]]);
}
