using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>
/// Finds the names that a statement may change when the statement is not followed: names that it binds in any way, and
/// names that it mentions and whose values can change in place.
/// </summary>
internal sealed class Disturbance(PythonText text, Scope scope)
{
    /// <summary>The names, each once.</summary>
    public IReadOnlyCollection<string> NamesOf(TokenRange range)
    {
        var names = new HashSet<string>();
        var binds = false;
        for (var index = range.Start; index < range.End; index++)
        {
            var token = text.Tokens[index];
            binds = binds ? !EndsBinding(index, token) : StartsBinding(index);
            if (token.Kind != TokenKind.Name || text.Is(index - 1, ".") || Keywords.Contains(text[token]))
                continue;
            var name = text[token].ToString();
            if (binds || IsAssigned(index) || CanChange(name))
                names.Add(name);
        }
        return names;
    }

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

    // A class changes when its attributes are set from outside.
    private bool CanChange(string name) =>
        scope.TryGetValue(name, out var value)
            ? value is SequenceValue { Kind: not CollectionKind.Tuple } or MappingValue
            : scope.Definition(name) is ClassStatement;
}
