using Migrations.Python.Syntax;

namespace Migrations.Python.Evaluation;

/// <summary>
/// Finds the names that a statement may change when the statement is not followed: names that it binds in any way,
/// names that it mentions and whose values can change in place, and such names in the code of the file that it
/// mentions.
/// </summary>
internal sealed class Disturbance(FileCode code, Scope scope)
{
    private readonly PythonText _text = code.Text;

    /// <summary>The names, each once.</summary>
    public IReadOnlyCollection<string> NamesOf(TokenRange range)
    {
        var names = new HashSet<string>();
        var mentioned = new HashSet<string>();
        var binds = false;
        for (var index = range.Start; index < range.End; index++)
        {
            var token = _text.Tokens[index];
            binds = binds ? !EndsBinding(index, token) : StartsBinding(index);
            if (NameAt(index) is not { } name)
                continue;
            mentioned.Add(name);
            if (binds || IsAssigned(index) || scope.CanChange(name))
                names.Add(name);
            else if (scope.IsUnseenCode(name))
                names.UnionWith(scope.Changeable);
        }
        Follow(mentioned, names);
        return names;
    }

    /// <summary>The names that code may change, given the names by which it is called.</summary>
    public IReadOnlyCollection<string> NamesIn(IEnumerable<string> called)
    {
        var names = new HashSet<string>();
        Follow([.. called], names);
        return names;
    }

    // Code that is not followed may change all that it mentions, except what is its own. More code than there is time
    // to look at may change everything.
    private void Follow(HashSet<string> mentioned, HashSet<string> names)
    {
        var seen = new HashSet<Statement>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<string>(mentioned);
        while (waiting.TryDequeue(out var name))
        {
            if (scope.Code(name) is not { } definition || !seen.Add(definition.Statement))
                continue;
            if (!code.TryVisit(definition.Statement, definition.Body, out var within))
            {
                names.UnionWith(scope.Changeable);
                return;
            }
            names.UnionWith(within.Global);
            foreach (var inner in within.Mentioned.Where(inner => !within.Own.Contains(inner)))
            {
                if (scope.CanChange(inner))
                    names.Add(inner);
                if (mentioned.Add(inner))
                    waiting.Enqueue(inner);
            }
        }
    }

    private string? NameAt(int index) =>
        _text.Tokens[index] is { Kind: TokenKind.Name } token
        && !_text.Is(index - 1, ".")
        && !Keywords.Contains(_text[token])
            ? _text[token].ToString()
            : null;

    private bool StartsBinding(int index) =>
        _text.Is(index, "import")
        || _text.Is(index, "as")
        || _text.Is(index, "for")
        || _text.Is(index, "def")
        || _text.Is(index, "class")
        || _text.Is(index, "del")
        || _text.Is(index, "global");

    private bool EndsBinding(int index, in Token token) =>
        token.Kind == TokenKind.Newline || _text.Is(index, "in") || _text.Is(index, ":") || _text.Is(index, "(");

    private bool IsAssigned(int index) =>
        index + 1 < _text.Tokens.Length
        && _text.Tokens[index + 1].Kind == TokenKind.Operator
        && Operators.IsAssignment(_text[_text.Tokens[index + 1]]);
}
