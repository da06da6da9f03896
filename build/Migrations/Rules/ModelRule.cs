using Migrations.Model;
using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Rules;

/// <summary>Judges what makes, drops and renames tables.</summary>
internal sealed class ModelRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } =
    ["CreateModel", "DeleteModel", "RenameModel", "AlterModelTable"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context) =>
        context.Operation.Name switch
        {
            "CreateModel" => Create(context),
            "DeleteModel" => Delete(context),
            "RenameModel" => Rename(context),
            _ => AlterTable(context),
        };

    private static Judgement Create(OperationContext context)
    {
        var model = new ModelReading(context.Place).Read(context.Operation, isNew: true);
        if (model.HasNoTable)
            return Judgement.Clear("Django makes no table for it.");

        const string Loses = "the table and its rows";
        if (model.Doubt is not null)
            return Judgement.Investigate(
                $"What it makes is known to the running program only ({context.Place}).",
                Loses
            );
        if (ParentOf(context) is { } parent)
            return Judgement.Investigate(
                $"Its rows extend those of {parent}, which older code then cannot delete.",
                Loses
            );
        var with = With(context, model);
        foreach (var (name, field) in model.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (FieldDefinition.Of(field.Definition) is not { IsComplete: true } definition)
                return Judgement.Investigate(
                    $"Its field {name} is known to the running program only ({context.Place}).",
                    Loses
                );
            if (RelationRule.Obstacle(with, definition, model.Name) is { } obstacle)
                return Judgement.Investigate(
                    $"Older code does not know the table, yet its field {name} matters: {obstacle}.",
                    Loses
                );
        }
        return Judgement.Clear("Older code does not use the new table.", Loses);
    }

    // The new model as well: a relation to itself is no obstacle.
    private static OperationContext With(OperationContext context, ModelState model)
    {
        var state = context.State.Copy();
        state.Set(context.App, model);
        return context with { State = state };
    }

    // Multi-table inheritance: a base that is a model by name, "app.Model"; mixins and abstract classes are references.
    private static string? ParentOf(OperationContext context) =>
        context.Operation["bases"] is SequenceValue { Kind: CollectionKind.Tuple or CollectionKind.List } bases
            ? bases
                .Items.OfType<TextValue>()
                .Select(parent => context.ExistingTarget(ModelReference.Of(parent), context.Operation.Text("name")))
                .FirstOrDefault(parent => parent is not null)
            : null;

    private static Judgement Delete(OperationContext context)
    {
        const string Loses = "the rows: the table comes back empty";
        return Untouched(context)
            ?? Judgement.Unsafe($"Older code still reads and writes the table of {context.ModelDisplay}.", Loses);
    }

    private static Judgement Rename(OperationContext context)
    {
        if (Untouched(context) is { } untouched)
            return untouched;
        return context.Model is { Doubt: null } model && model.TextOption("db_table") is { } table
            ? Judgement.Investigate(
                $"The table keeps its name {table}, but columns of many-to-many tables and the content type change."
            )
            : Judgement.Unsafe($"Older code looks for the table under the name of {context.ModelDisplay}.");
    }

    private static Judgement AlterTable(OperationContext context)
    {
        if (Untouched(context) is { } untouched)
            return untouched;
        if (context.Model is not { Doubt: null } model)
            return Judgement.Investigate($"The name of the table before is not known ({context.Place}).");
        if (context.Operation["table"] is { } given and not (TextValue or ConstantValue))
            return Judgement.Investigate($"The new name of the table is not known ({context.Place}:{given.Line}).");

        var usual = $"{context.Label}_{model.Name}";
        var before = model.TextOption("db_table") ?? usual;
        var after = context.Operation.Text("table") is { Length: > 0 } name ? name : usual;
        return string.Equals(before, after, StringComparison.OrdinalIgnoreCase)
            ? Judgement.Clear("The table keeps its name.")
            : Judgement.Unsafe($"Older code looks for the table {before}, which is now {after}.");
    }

    private static Judgement? Untouched(OperationContext context) =>
        context.Model is { HasNoTable: true } ? Judgement.Clear("Django does not manage its table.")
        : context.IsNewModel ? Judgement.Clear("Older code does not know the table.", "the rows of the table")
        : null;
}
