namespace Migrations.Schema.Sql;

/// <summary>The kinds of changes that a statement of SQL makes to a schema.</summary>
internal enum SqlChangeKind
{
    /// <summary>A change that older code does not notice.</summary>
    Nothing,

    /// <summary>A change that a person has to read.</summary>
    Unknown,

    /// <summary>Creates a table.</summary>
    CreateTable,

    /// <summary>Drops a table.</summary>
    DropTable,

    /// <summary>
    /// Renames a table to the name in <c>Other</c>. An empty name means that the table moved to a place where it is not
    /// found.
    /// </summary>
    RenameTable,

    /// <summary>Adds a column.</summary>
    AddColumn,

    /// <summary>Drops a column.</summary>
    DropColumn,

    /// <summary>Renames a column to the name in <c>Other</c>.</summary>
    RenameColumn,

    /// <summary>Sets a column's default.</summary>
    SetDefault,

    /// <summary>Drops a column's default.</summary>
    DropDefault,

    /// <summary>Makes a column refuse NULL.</summary>
    SetNotNull,

    /// <summary>Makes a column accept NULL.</summary>
    DropNotNull,

    /// <summary>Changes a column's type.</summary>
    Retype,

    /// <summary>Demands that columns are unique.</summary>
    Unique,

    /// <summary>Demands a condition.</summary>
    Check,

    /// <summary>Creates an index.</summary>
    Index,

    /// <summary>Drops the constraint or index whose name is in <c>Other</c>.</summary>
    DropRule,
}

/// <summary>One change that a statement of SQL makes.</summary>
/// <param name="Kind">The kind of the change.</param>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Other">The new name, or the name of a constraint or index.</param>
internal sealed record SqlChange(SqlChangeKind Kind, string Table = "", string Column = "", string Other = "")
{
    /// <summary>
    /// The columns of a constraint or index. <see langword="null"/> where it consists of more than columns.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; } = [];

    /// <summary>Further text: a check's condition, a default, an index's expressions.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether a new column accepts NULL.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>The tables that the change points to.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Whether an index stores whole values.</summary>
    public bool StoresValues { get; init; } = true;
}
