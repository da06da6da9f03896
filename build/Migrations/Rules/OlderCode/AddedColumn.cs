using Migrations.Python.Values;
using Migrations.Schema;

namespace Migrations.Rules.OlderCode;

/// <summary>
/// Judges columns that older code does not know, in tables that it writes. Older code leaves these columns out of its
/// rows.
/// </summary>
internal static class AddedColumn
{
    /// <summary>The judgement of a column that older code leaves out.</summary>
    public static Judgement Judge(OldCode old, DatabaseSchema now, SchemaTable table, SchemaColumn column)
    {
        if (column.Field is { IsGenerated: true } generated)
            return Generated(old, table, column, generated);
        if (column.Doubt is not null)
            return Judgement.Investigate($"Only the running program knows which field it is ({column.Place}).");
        if (column.IsNullable is false && column.Default is null)
            return Judgement.Unsafe(
                $"Rows that older code adds are refused: the column must not be empty, and {Filled(column)}."
            ) with
            {
                Meets = $"add rows to {table.Name} without {column.Name}, which must not be empty",
            };
        if (column.IsNullable is null && column.Default is null)
            return Judgement.Investigate(
                $"Whether the column takes NULL is known to the running program only ({column.Place})."
            );
        if (Obstacle(old, column) is { } target)
            return Judgement.Investigate($"Older code cannot delete a row of {target} that new rows point to.");
        return Judgement.Clear(
            column.Default is null
                ? "Older code leaves the column out, and the database puts NULL there."
                : "Older code leaves the column out, and the database puts its default there."
        );
    }

    /// <summary>
    /// The rows that older code cannot delete, because a column that it does not know points to them. Django itself
    /// deletes the rows that point to a deleted row, but only through columns that it knows. <see langword="null"/>
    /// when there are none.
    /// </summary>
    public static string? Obstacle(OldCode old, SchemaColumn column) =>
        column.Target is { IsConstraint: true, IsFollowed: false } target
        && (!target.IsKnown || (old.Schema[target.Table] is { } pointed && old.Knows(pointed.Name)))
            ? target.Display
            : null;

    /// <summary>The value that the database puts into a column that is left out.</summary>
    public static PythonValue Left(SchemaColumn column) =>
        column.Field is { IsGenerated: true }
            ? new UnknownValue("a generated value", "") { Line = 0 }
            : column.Default ?? new ConstantValue("None") { Line = 0 };

    private static string Filled(SchemaColumn column) =>
        column is { IsStated: true } or { Field: null or { Name: "OrderWrt" } } || column.Field is not { } field
            ? "it has no default in the database"
        : field.Has("default") ? "Django drops the default from the column after filling it"
        : field.Flag("auto_now") is not false || field.Flag("auto_now_add") is not false ? "only new code fills it"
        : "it has no default in the database";

    private static Judgement Generated(OldCode old, SchemaTable table, SchemaColumn column, FieldDefinition field) =>
        new GeneratedExpression(name => Known(old, table, name)).AcceptsAll(field)
            ? Judgement.Clear("The database computes the column by itself.")
            : Judgement.Investigate($"The expression may reject what older code writes ({column.Place}).");

    private static SchemaColumn? Known(OldCode old, SchemaTable table, string field) =>
        old
            .Schema.Named(table.Name)
            ?.Columns.Values.FirstOrDefault(column => column.Owner.EndsWith($".{field}", StringComparison.Ordinal));
}
