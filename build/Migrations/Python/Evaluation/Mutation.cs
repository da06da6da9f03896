using Migrations.Python.Syntax;

namespace Migrations.Python.Evaluation;

/// <summary>
/// Finds the lists and mappings that an expression changes in place: by a method of theirs, or by a function of the
/// file that is called. An expression that only reads them changes nothing.
/// </summary>
internal sealed class Mutation(FileCode code, Scope scope)
{
    /// <summary>
    /// The names of lists and mappings that tokens change: all where there is more code than can be followed.
    /// </summary>
    public IReadOnlyCollection<string> NamesOf(TokenRange range)
    {
        var names = new HashSet<string>();
        var seen = new HashSet<Statement>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<CodeNames>([new(code.Text, range)]);
        while (waiting.TryDequeue(out var next))
        {
            // A function's own names are no others'.
            names.UnionWith(next.Changed.Where(name => IsShared(next, name)));
            names.UnionWith(next.Global);
            foreach (var called in next.Called)
            {
                if (scope.Code(called) is not { } definition)
                    continue;
                if (!code.TryVisit(definition.Statement, definition.Body, out var inner))
                {
                    names.UnionWith(scope.Changeable);
                    return names;
                }
                // A function that changes what it is given may change any argument.
                if (inner.ChangesGiven)
                    names.UnionWith(next.Mentioned.Where(name => IsShared(next, name)));
                if (seen.Add(definition.Statement))
                    waiting.Enqueue(inner);
            }
        }
        return names;
    }

    private bool IsShared(CodeNames code, string name) => scope.IsList(name) && !code.Own.Contains(name);
}
