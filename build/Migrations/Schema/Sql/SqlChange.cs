namespace Migrations.Schema.Sql;

/// <summary>What a statement of SQL does to a schema.</summary>
internal enum SqlChangeKind
{
    /// <summary>Nothing that older code notices.</summary>
    Nothing,

    /// <summary>Something that must be read.</summary>
    Unknown,

    /// <summary>Makes a table.</summary>
    CreateTable,

    /// <summary>Drops a table.</summary>
    DropTable,

    /// <summary>Gives a table the name in <c>Other</c>, or moves it where it is not found (an empty name).</summary>
    RenameTable,

    /// <summary>Adds a column.</summary>
    AddColumn,

    /// <summary>Drops a column.</summary>
    DropColumn,

    /// <summary>Gives a column the name in <c>Other</c>.</summary>
    RenameColumn,

    /// <summary>Gives a column a default.</summary>
    SetDefault,

    /// <summary>Takes a column's default away.</summary>
    DropDefault,

    /// <summary>Makes a column refuse NULL.</summary>
    SetNotNull,

    /// <summary>Makes a column take NULL.</summary>
    DropNotNull,

    /// <summary>Gives a column another type.</summary>
    Retype,

    /// <summary>Demands that columns are unique.</summary>
    Unique,

    /// <summary>Demands a condition.</summary>
    Check,

    /// <summary>Makes an index.</summary>
    Index,

    /// <summary>Drops a constraint or index by the name in <c>Other</c>.</summary>
    DropRule,
}

/// <summary>One change that a statement of SQL makes.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Other">The new name, or the name of a constraint or index.</param>
internal sealed record SqlChange(SqlChangeKind Kind, string Table = "", string Column = "", string Other = "")
{
    /// <summary>The columns of a constraint or index; <see langword="null"/> where it consists of more.</summary>
    public IReadOnlyList<string>? Columns { get; init; } = [];

    /// <summary>The text that says more: a check's condition, a default, an index's expressions.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether a new column takes NULL.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>The tables that it points to.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Whether an index keeps values whole.</summary>
    public bool StoresValues { get; init; } = true;
}
