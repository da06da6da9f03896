using System.Collections.Immutable;
using Migrations.Model;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>Keeps the demands of constraints, indexes, unique fields and sets of columns on a table.</summary>
internal static class RuleReplay
{
    private const string UniqueTogether = "unique_together";
    private const string IndexTogether = "index_together";

    /// <summary>The holder's name for the demands of a field.</summary>
    public static string HolderOf(string column) => $"field:{column}";

    /// <summary>Applies an operation on constraints or indexes.</summary>
    public static void Apply(SchemaStep step)
    {
        var operation = step.Operation;
        switch (operation.Name)
        {
            case "AlterUniqueTogether":
                Together(step, UniqueTogether, RuleKind.Unique);
                break;
            case "AlterIndexTogether":
                Together(step, IndexTogether, RuleKind.Index);
                break;
            case "AddConstraint" or "AddConstraintNotValid":
                Demand(step, step.Table().Id, operation["constraint"], isIndex: false);
                break;
            case "ValidateConstraint":
                Validate(step, $"constraint:{operation.Text("name")}");
                break;
            case "RemoveConstraint":
                step.Release(step.Table().Id, $"constraint:{operation.Text("name")}");
                break;
            case "AddIndex" or "AddIndexConcurrently":
                Demand(step, step.Table().Id, operation["index"], isIndex: true);
                break;
            case "RemoveIndex" or "RemoveIndexConcurrently":
                step.Release(step.Table().Id, $"index:{operation.Text("name")}");
                break;
            case "RenameIndex":
                Rename(step);
                break;
            default:
                break;
        }
    }

    /// <summary>Sets the demands of a field.</summary>
    public static void OfField(SchemaStep step, string table, string name, FieldDefinition? field)
    {
        if (field is null || step.Schema[table] is not { } known)
            return;
        if (known.Named(SchemaNames.ColumnOf(name, field) ?? name) is not { } column)
            return;
        var holder = HolderOf(column.Id);
        if (field.IsUnique is not false)
        {
            var rule = new SchemaRule(RuleKind.Unique, [column.Id], "")
            {
                Doubt = field.IsUnique is null
                    ? $"Whether values must be unique is known to the running program only ({step.Place})."
                    : null,
            };
            step.Demand(table, rule, holder);
        }
        else if (field.IsIndexed)
            step.Demand(table, new(RuleKind.Index, [column.Id], "") { StoresValues = !field.IsGeographic }, holder);
    }

    /// <summary>Sets the demand of a primary key that consists of several fields.</summary>
    public static void OfKey(SchemaStep step, string table, string name, FieldDefinition key)
    {
        var fields = key.Source.Positional.OfType<TextValue>().Select(each => each.Text);
        step.Demand(table, Reading(step, table).Together(RuleKind.Unique, fields), HolderOf(name));
    }

    /// <summary>Sets the demands of a new model's options.</summary>
    public static void OfOptions(SchemaStep step, string table, ModelState model)
    {
        foreach (var (option, kind) in new[] { (UniqueTogether, RuleKind.Unique), (IndexTogether, RuleKind.Index) })
        {
            foreach (var set in Sets(model.Options.GetValueOrDefault(option)) ?? [])
                step.Demand(table, Reading(step, table).Together(kind, set), option);
        }
        foreach (var constraint in (model.Options.GetValueOrDefault("constraints") as SequenceValue)?.Items ?? [])
            Demand(step, table, constraint, isIndex: false);
        foreach (var index in (model.Options.GetValueOrDefault("indexes") as SequenceValue)?.Items ?? [])
            Demand(step, table, index, isIndex: true);
    }

    /// <summary>
    /// The sets of fields of an option. A single set may be written without the outer brackets (Django,
    /// <c>normalize_together</c>). <see langword="null"/> when they are not known.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>>? Sets(PythonValue? value)
    {
        switch (value)
        {
            case null or ConstantValue { Name: "None" } or MappingValue { Entries: [] }:
            case CallValue { Name: "set" or "frozenset", Positional: [], Keywords: [] }:
                return [];
            case CallValue { Name: "set" or "frozenset", Positional: [SequenceValue inner], Keywords: [] }:
                return Sets(inner);
            case SequenceValue { IsKnown: true } sequence:
                return sequence.Items.All(item => item is TextValue) && sequence.Items.Count > 0
                    ? [Names(sequence)]
                    : [.. sequence.Items.OfType<SequenceValue>().Select(Names)];
            default:
                return null;
        }
    }

    private static IReadOnlyList<string> Names(SequenceValue set) =>
        [.. set.Items.OfType<TextValue>().Select(name => name.Text)];

    private static void Together(SchemaStep step, string option, RuleKind kind)
    {
        var table = step.Table();
        step.Release(table.Id, option);
        foreach (var set in Sets(step.Operation[option]) ?? [])
            step.Demand(table.Id, Reading(step, table.Id).Together(kind, set), option);
    }

    private static void Demand(SchemaStep step, string table, PythonValue? value, bool isIndex)
    {
        var reading = Reading(step, table);
        var name = (value as CallValue)?["name"] is TextValue text ? text.Text : "";
        if (isIndex)
            step.Demand(table, reading.Index(value), $"index:{name}");
        else
            step.Demand(
                table,
                reading.Constraint(value) with
                {
                    IsNotValid = step.Operation.Name == "AddConstraintNotValid",
                },
                $"constraint:{name}"
            );
    }

    private static RuleReading Reading(SchemaStep step, string table) =>
        new(step.Schema[table]!, step.After.Find(step.App, step.ModelName), step.Place);

    // New rows have to meet the same demand as before, so nothing is touched.
    private static void Validate(SchemaStep step, string holder)
    {
        var table = step.Table();
        foreach (var rule in table.Rules.Values.Where(rule => rule.Holders.Contains(holder)))
            table = table with { Rules = table.Rules.SetItem(rule.Key, rule with { IsNotValid = false }) };
        step.Schema.Set(table);
    }

    // Only the holder's name changes, so nothing is touched.
    private static void Rename(SchemaStep step)
    {
        var table = step.Table();
        var before = step.Operation.Text("old_name") is { Length: > 0 } name ? $"index:{name}" : IndexTogether;
        var columns = Sets(step.Operation["old_fields"]) is [var set]
            ? Reading(step, table.Id).Together(RuleKind.Index, set).Columns
            : [];
        foreach (var rule in table.Rules.Values.Where(rule => rule.Holders.Contains(before)))
        {
            if (columns.Length > 0 && !rule.Columns.Order().SequenceEqual(columns.Order()))
                continue;
            var holders = rule.Holders.Remove(before).Add($"index:{step.Operation.Text("new_name")}");
            step.Schema.Set(table with { Rules = table.Rules.SetItem(rule.Key, rule with { Holders = holders }) });
            return;
        }
    }
}
