using Migrations.Model;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>
/// Takes over what <c>state_operations</c> say of columns that something else has made or changed. Django compares a
/// later change with it, so it is the type that the column has for Django.
/// </summary>
/// <param name="step">The operation that holds the state operations.</param>
internal sealed class StatedFields(SchemaStep step)
{
    // What differs between two fields and changes no type.
    private static readonly HashSet<string> WithoutType =
    [
        .. FieldOptions.Harmless,
        .. new[] { "null", "unique", "db_index", "choices", "db_default", "db_column", "on_delete", "db_constraint" },
    ];

    /// <summary>Takes over the fields.</summary>
    public void Apply() => Apply(step.Operation);

    /// <summary>Whether two fields make columns of the same type, as far as they tell.</summary>
    public static bool HaveSameType(FieldDefinition? one, FieldDefinition? other) =>
        one is not null
        && other is not null
        && one.Type == other.Type
        && one.Attributes.Union(other.Attributes)
            .All(name => WithoutType.Contains(name) || ValueText.AreEqual(one[name], other[name]));

    private void Apply(Operation holder)
    {
        foreach (var operation in OperationReader.ReadAll(holder["state_operations"]))
        {
            if (operation.Name is "AddField" or "AlterField" && operation.Doubt is null)
                Take(operation);
            else if (operation.Name is "SeparateDatabaseAndState")
                Apply(operation);
        }
    }

    private void Take(Operation operation)
    {
        var (owner, name) = (operation.Text("model_name"), operation.Text("name"));
        var definition = FieldDefinition.Of(operation["field"]);
        if (step.After.Find(step.App, owner) is not { HasNoTable: false } model || definition is { HasColumn: false })
            return;
        if (step.Schema.Named(SchemaNames.TableOf(step.Label, model)) is not { } table)
            return;
        if (table.Named(SchemaNames.ColumnOf(name, definition) ?? name) is not { Doubt: null } column)
            return;
        var read = new ColumnReading(step, step.After).Read(column.Id, table.Owner, name, operation["field"]);
        if (read.Field is not null)
            Set(table, Stated(column, read, isNew: operation.Name == "AddField"));
        else if (column.Field is not null)
            Set(table, column with { Doubt = read.Doubt });
    }

    // Whether it takes NULL, its default and its constraint are what the database was told.
    private SchemaColumn Stated(SchemaColumn column, SchemaColumn read, bool isNew) =>
        column with
        {
            Field = read.Field,
            Stored = read.Stored,
            Owner = read.Owner,
            Target = read.Target is { } target
                ? target with
                {
                    IsConstraint = column.Target is { IsConstraint: true },
                }
                : null,
            IsNullable = step.IsUnread && !isNew && read.IsNullable != column.IsNullable ? null : column.IsNullable,
            IsStated = true,
        };

    // Nothing is touched: no SQL runs.
    private void Set(SchemaTable table, SchemaColumn column) =>
        step.Schema.Set(table with { Columns = table.Columns.SetItem(column.Id, column) });
}
