using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>Follows the statements of a file or class in order, and keeps the value of each name.</summary>
internal sealed class BlockReader(Evaluator evaluator, Scope scope, Func<string, bool> isWanted)
{
    private readonly Disturbance _disturbance = new(evaluator.Code, scope);
    private readonly DefinitionChanges _definitions = new(evaluator.Code, scope);

    /// <summary>The wanted classes, in order.</summary>
    public List<PythonClass> Classes { get; } = [];

    /// <summary>The statements that were not understood.</summary>
    public List<Trouble> Troubles { get; } = [];

    /// <summary>Follows statements.</summary>
    public void Read(IReadOnlyList<Statement> statements)
    {
        foreach (var statement in statements)
            Read(statement);
    }

    private void Read(Statement statement)
    {
        switch (statement)
        {
            case ImportStatement import:
                Import(import);
                break;
            case AssignmentStatement assignment:
                Assign(assignment);
                break;
            case FunctionStatement function:
                scope.Define(function.Name, function);
                Disturb(statement, "a decorator or default", _definitions.NamesOf(function));
                break;
            case IfStatement choice when Chosen(choice) is { } body:
                Read(StatementParser.Read(evaluator.Text, body));
                break;
            case ClassStatement type:
                Define(type);
                break;
            case ExpressionStatement { Value: LiteralExpression }:
                break;
            case ExpressionStatement { Value: CallExpression call } when Extend(statement, call):
                break;
            case OpaqueStatement { IsUnderstood: false } opaque:
                Troubles.Add(new(opaque.Line, opaque.What));
                Disturb(statement, opaque.What);
                break;
            default:
                Disturb(
                    statement,
                    statement is IfStatement ? "'if'" : (statement as OpaqueStatement)?.What ?? "a statement"
                );
                break;
        }
    }

    // The block that runs, empty when none does. Null when only the running program knows.
    private TokenRange? Chosen(IfStatement choice)
    {
        foreach (var (condition, body) in choice.Blocks)
        {
            var holds = condition is null ? true : Conditions.Holds(evaluator.Evaluate(condition, scope));
            if (holds is null)
                return null;
            if (holds is true)
                return body;
        }
        return new(choice.Range.End, choice.Range.End);
    }

    private void Import(ImportStatement statement)
    {
        foreach (var (path, name) in statement.Names)
        {
            if (name == "*")
                scope.OpenModule = path[..path.LastIndexOf('.')];
            else
                scope.Bind(name, new ReferenceValue(DjangoPaths.Normalize(path)) { Line = statement.Line });
        }
    }

    private void Assign(AssignmentStatement statement)
    {
        Disturb(statement, "a call", new Mutation(evaluator.Code, scope).NamesOf(statement.Value.Range));
        var value = evaluator.Evaluate(statement.Value, scope);
        foreach (var name in statement.Names)
        {
            if (statement.IsAddition && scope.TryGetValue(name, out var before))
                Change(name, evaluator.Sum(statement.Value, before, value));
            else
                scope.Bind(name, statement.IsAddition ? evaluator.Unknown(statement.Value, "a sum") : value);
        }
    }

    private void Define(ClassStatement statement)
    {
        if (Classes.Exists(known => known.Name == statement.Name))
            Troubles.Add(new(statement.Line, $"a second class {statement.Name}"));
        // A class may derive from the class that had its name before.
        var bases = statement.Bases.Select(argument => evaluator.Evaluate(argument.Value, scope)).ToList();
        scope.Define(statement.Name, statement);
        Disturb(statement, "a class", _definitions.NamesOf(statement, isFollowed: isWanted(statement.Name)));
        if (!isWanted(statement.Name))
            return;

        var inner = new Scope(scope);
        var block = new BlockReader(evaluator, inner, static _ => false);
        block.Read(StatementParser.Read(evaluator.Text, statement.Body));
        Troubles.AddRange(block.Troubles);
        if (statement.IsDecorated)
            Troubles.Add(new(statement.Line, $"a decorated class {statement.Name}"));
        Classes.Add(new(statement.Name, statement.Line, bases, inner.Values, inner.Definitions));
    }

    // "operations.append(x)" and "operations.extend([x, y])".
    private bool Extend(Statement statement, CallExpression call)
    {
        if (
            call.Target is not AttributeExpression { Target: NameExpression name } method
            || call.Arguments is not [{ Kind: ArgumentKind.Positional } argument]
            || !scope.TryGetValue(name.Name, out var before)
            || before is not SequenceValue { Kind: CollectionKind.List }
        )
            return false;

        if (method.Name is not ("append" or "extend"))
            return false;

        // What the argument calls may change this list, too.
        Disturb(statement, "a call", new Mutation(evaluator.Code, scope).NamesOf(argument.Value.Range));
        if (!scope.TryGetValue(name.Name, out before))
            return true;
        var value = evaluator.Evaluate(argument.Value, scope);
        var items =
            method.Name == "append" ? new SequenceValue(CollectionKind.List, [value]) { Line = call.Line } : value;
        Change(name.Name, evaluator.Sum(call, before, items));
        return true;
    }

    // All names of one list see what changes in it.
    private void Change(string name, PythonValue value)
    {
        foreach (var other in scope.Sharing(name))
            scope.Bind(other, value);
    }

    private void Disturb(Statement statement, string what) =>
        Disturb(statement, what, _disturbance.NamesOf(statement.Range));

    // A list keeps its known items, because most such statements add to the list.
    private void Disturb(Statement statement, string what, IReadOnlyCollection<string> changed)
    {
        var names = changed
            .Concat(changed.SelectMany(scope.Within))
            .SelectMany(name => scope.Sharing(name).Append(name))
            .ToHashSet();
        if (names.Count == 0)
            return;
        var whole = new OpaqueExpression(what) { Range = statement.Range, Line = statement.Line };
        var unknown = evaluator.Unknown(whole, what);
        foreach (var name in names)
        {
            var isList =
                scope.TryGetValue(name, out var before) && before is SequenceValue { Kind: CollectionKind.List };
            scope.Bind(name, isList ? evaluator.Sum(whole, before!, unknown) : unknown);
            if (isWanted(name))
                Troubles.Add(new(statement.Line, $"{what} that may change {name}"));
        }
    }
}
