using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>A column as the operations up to some point leave it.</summary>
/// <param name="Id">What stays the same when it is renamed: the name that it was made with.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">What people call it: <c>Order.total</c>.</param>
internal sealed record SchemaColumn(string Id, string Name, string Owner)
{
    /// <summary>The field that it belongs to; <see langword="null"/> when SQL made it or it is not known.</summary>
    public FieldDefinition? Field { get; init; }

    /// <summary>
    /// The field that says its type: for a foreign key the field that it points to, if that is known.
    /// </summary>
    public FieldDefinition? Stored { get; init; }

    /// <summary>Whether it takes NULL; <see langword="null"/> when only the running program knows.</summary>
    public bool? IsNullable { get; init; } = true;

    /// <summary>The default that the database puts there, or <see langword="null"/>.</summary>
    public PythonValue? Default { get; init; }

    /// <summary>What it points to, or <see langword="null"/>.</summary>
    public ForeignTarget? Target { get; init; }

    /// <summary>Where SQL gave it another type, or <see langword="null"/>.</summary>
    public string? Retyped { get; init; }

    /// <summary>File and line of what it comes from.</summary>
    public string Place { get; init; } = "";

    /// <summary>Why it may be something else, or <see langword="null"/>.</summary>
    public string? Doubt { get; init; }
}

/// <summary>What a foreign key points to.</summary>
/// <param name="Table">The table's identity; the name of the model where no migration here makes it.</param>
/// <param name="Column">The column's identity; empty where it is not known.</param>
/// <param name="Display">What people call the target.</param>
/// <param name="IsKnown">Whether a migration here makes the table.</param>
/// <param name="IsConstraint">Whether the database refuses keys of no row.</param>
/// <param name="IsParent">Whether the rows extend those of the target.</param>
/// <param name="IsFollowed">Whether the database itself does what has to be done when the target goes
/// (<c>DB_CASCADE</c>).
/// </param>
internal sealed record ForeignTarget(
    string Table,
    string Column,
    string Display,
    bool IsKnown,
    bool IsConstraint,
    bool IsParent,
    bool IsFollowed = false
);
