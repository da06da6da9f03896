using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>A column after the operations up to some point.</summary>
/// <param name="Id">The column's identity, which a renaming keeps: its first name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The column's name for people, such as <c>Order.total</c>.</param>
internal sealed record SchemaColumn(string Id, string Name, string Owner)
{
    /// <summary>
    /// The column's field. <see langword="null"/> when SQL made the column or the field is not known.
    /// </summary>
    public FieldDefinition? Field { get; init; }

    /// <summary>
    /// The field that determines the column's type. For a foreign key it is the field that the key points to, if that
    /// is known.
    /// </summary>
    public FieldDefinition? Stored { get; init; }

    /// <summary>
    /// Whether the column accepts NULL. <see langword="null"/> when only the running program knows it.
    /// </summary>
    public bool? IsNullable { get; init; } = true;

    /// <summary>The column's default in the database, or <see langword="null"/>.</summary>
    public PythonValue? Default { get; init; }

    /// <summary>The target of a foreign key, or <see langword="null"/>.</summary>
    public ForeignTarget? Target { get; init; }

    /// <summary>The place where SQL gave the column another type, or <see langword="null"/>.</summary>
    public string? Retyped { get; init; }

    /// <summary>
    /// Whether SQL has made or changed the column, and the field is what the state of the models says of it.
    /// </summary>
    public bool IsStated { get; init; }

    /// <summary>The file and line where the column comes from.</summary>
    public string Place { get; init; } = "";

    /// <summary>Why the column may differ from this, or <see langword="null"/>.</summary>
    public string? Doubt { get; init; }
}

/// <summary>The target of a foreign key.</summary>
/// <param name="Table">The table's identity; the model's name where no migration here makes the table.</param>
/// <param name="Column">The column's identity; empty where it is not known.</param>
/// <param name="Display">The target's name for people.</param>
/// <param name="IsKnown">Whether a migration here makes the table.</param>
/// <param name="IsConstraint">Whether the database refuses a key without a row.</param>
/// <param name="IsParent">Whether the rows extend rows of the target (multi-table inheritance).</param>
/// <param name="IsFollowed">Whether the database itself handles the deletion of the target (<c>DB_CASCADE</c>).</param>
internal sealed record ForeignTarget(
    string Table,
    string Column,
    string Display,
    bool IsKnown,
    bool IsConstraint,
    bool IsParent,
    bool IsFollowed = false
);
