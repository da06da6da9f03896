using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>Which values of a block can change in place, and which names share them.</summary>
internal static class ScopeChanges
{
    /// <summary>Whether the value of a name can change in place. A class changes when its attributes are set.</summary>
    public static bool CanChange(this Scope scope, string name) =>
        scope.TryGetValue(name, out var value) ? CanChange(value) : scope.Definition(name) is ClassStatement;

    /// <summary>Whether a name has a list or mapping.</summary>
    public static bool IsList(this Scope scope, string name) =>
        scope.TryGetValue(name, out var value) && CanChange(value);

    /// <summary>
    /// Whether a name is code whose parts are not known: a method of some list under a name of its own, or a lambda.
    /// </summary>
    public static bool IsUnseenCode(this Scope scope, string name) =>
        scope.TryGetValue(name, out var value)
        && value is UnknownValue unknown
        && (unknown.What == "a lambda" || unknown.What.StartsWith(UnknownValue.Attribute, StringComparison.Ordinal));

    /// <summary>The function or class that a name runs, also under another name or in <c>partial</c>.</summary>
    public static (Statement Statement, TokenRange Body)? Code(this Scope scope, string name)
    {
        if (!scope.TryGetValue(name, out var value))
            return Code(scope.Definition(name));
        var within = value is CallValue call ? (call.Positional is [var first, ..] ? first : null) : value;
        return within is DefinitionValue definition ? Code(scope.Definition(definition.Name)) : null;
    }

    /// <summary>The names of the list or mapping that a name has: a change of it is one for all of them.</summary>
    public static IReadOnlyCollection<string> Sharing(this Scope scope, string name) =>
        scope.TryGetValue(name, out var value) && CanChange(value)
            ?
            [
                .. scope.Changeable.Where(other =>
                    scope.TryGetValue(other, out var also) && ReferenceEquals(also, value)
                ),
            ]
            : [name];

    /// <summary>The names of lists and mappings that are items of the one that a name has.</summary>
    public static IReadOnlyCollection<string> Within(this Scope scope, string name) =>
        scope.TryGetValue(name, out var value) && CanChange(value)
            ? [.. scope.Changeable.Where(other => scope.TryGetValue(other, out var also) && Holds(value, also))]
            : [];

    /// <summary>Whether a value can change in place.</summary>
    public static bool CanChange(PythonValue value) =>
        value is SequenceValue { Kind: not CollectionKind.Tuple } or MappingValue;

    private static bool Holds(PythonValue whole, PythonValue part) =>
        whole switch
        {
            SequenceValue sequence => sequence.Items.Any(item => ReferenceEquals(item, part)),
            MappingValue mapping => mapping.Entries.Any(entry => ReferenceEquals(entry.Value, part)),
            _ => false,
        };

    private static (Statement Statement, TokenRange Body)? Code(Statement? definition) =>
        definition switch
        {
            FunctionStatement function => (function, function.Body),
            ClassStatement type => (type, type.Body),
            _ => null,
        };
}
