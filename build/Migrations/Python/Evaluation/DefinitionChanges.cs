using Migrations.Python.Syntax;

namespace Migrations.Python.Evaluation;

/// <summary>
/// Finds the lists and mappings that change where a function or class is defined: by its decorators, the defaults of
/// its parameters, and the body of a class.
/// </summary>
internal sealed class DefinitionChanges(FileCode code, Scope scope)
{
    private readonly PythonText _text = code.Text;
    private readonly Disturbance _disturbance = new(code, scope);
    private readonly Mutation _mutation = new(code, scope);

    /// <summary>The names that the definition of a function changes. The scope has the function.</summary>
    public IReadOnlyCollection<string> NamesOf(FunctionStatement function)
    {
        var names = new HashSet<string>(_mutation.NamesOf(function.Parameters));
        if (!function.IsPlain)
            names.UnionWith(NamesOf(Decorators(function, "def"), function.Name));
        return names;
    }

    /// <summary>The names that the definition of a class changes. The scope has the class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="isFollowed">Whether its body is followed by others.</param>
    public IReadOnlyCollection<string> NamesOf(ClassStatement type, bool isFollowed)
    {
        var names = type.Bases.SelectMany(argument => _mutation.NamesOf(argument.Value.Range)).ToHashSet();
        if (type.IsDecorated)
            names.UnionWith(NamesOf(Decorators(type, "class"), type.Name));
        if (isFollowed)
            return names;
        // Its functions run when somebody calls them.
        foreach (var statement in StatementParser.Read(_text, type.Body))
        {
            names.UnionWith(
                statement is FunctionStatement function ? NamesOf(function) : _mutation.NamesOf(statement.Range)
            );
        }
        return names;
    }

    // A decorator of the file may run what it decorates.
    private IEnumerable<string> NamesOf(TokenRange decorators, string decorated)
    {
        var names = _disturbance.NamesOf(decorators);
        var isOwn = new CodeNames(_text, decorators).Mentioned.Any(name => scope.Code(name) is not null);
        return isOwn ? names.Concat(_disturbance.NamesIn([decorated])) : names;
    }

    private TokenRange Decorators(Statement definition, string word)
    {
        var end = definition.Range.Start;
        while (end < definition.Range.End && !_text.Is(end, word))
            end++;
        return new(definition.Range.Start, end);
    }
}
