using System.Collections.Immutable;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>A table after the operations up to some point.</summary>
/// <param name="Id">The table's identity, which a renaming keeps.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The table's name for people: the model, or <c>Tag.forms</c> for a table of links.</param>
internal sealed record SchemaTable(string Id, string Name, string Owner)
{
    /// <summary>Whether the table holds the links of a many-to-many field.</summary>
    public bool IsLinks { get; init; }

    /// <summary>Whether the table existed before: an operation changes it, but no operation here made it.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>The table's columns, by identity.</summary>
    public ImmutableDictionary<string, SchemaColumn> Columns { get; init; } =
        ImmutableDictionary<string, SchemaColumn>.Empty;

    /// <summary>The columns that existed before and that no operation here made, by identity.</summary>
    public ImmutableDictionary<string, SchemaColumn> Assumed { get; init; } =
        ImmutableDictionary<string, SchemaColumn>.Empty;

    /// <summary>The table's constraints and indexes, by <see cref="SchemaRule.Key"/>.</summary>
    public ImmutableDictionary<string, SchemaRule> Rules { get; init; } = ImmutableDictionary<string, SchemaRule>.Empty;

    /// <summary>The column of a name.</summary>
    public SchemaColumn? Named(string name)
    {
        if (Columns.TryGetValue(name, out var column) && column.Name == name)
            return column;
        foreach (var each in Columns.Values)
        {
            if (each.Name == name)
                return each;
        }
        return null;
    }
}

/// <summary>The demands of constraints and indexes on rows.</summary>
internal enum RuleKind
{
    /// <summary>No two rows have the same values in its columns.</summary>
    Unique,

    /// <summary>A condition holds.</summary>
    Check,

    /// <summary>Rows do not overlap.</summary>
    Exclusion,

    /// <summary>The values have to fit into an index.</summary>
    Index,
}

/// <summary>A constraint or an index. Two are the same when they demand the same, whatever their names are.</summary>
/// <param name="Kind">The kind of the demand.</param>
/// <param name="Columns">The identities of its columns, in order. Empty where it consists of expressions.</param>
/// <param name="Definition">Its expressions, condition and options as one text.</param>
internal sealed record SchemaRule(RuleKind Kind, ImmutableArray<string> Columns, string Definition)
{
    /// <summary>The text that identifies the rule.</summary>
    public string Key { get; init; } = $"{Kind}({string.Join(',', Columns.Order(StringComparer.Ordinal))}){Definition}";

    /// <summary>The names of constraints, indexes, fields and options that make this demand.</summary>
    public ImmutableHashSet<string> Holders { get; init; } = [];

    /// <summary>
    /// The condition for rows that it applies to, or the condition of a check. <see langword="null"/> when it applies
    /// to all rows.
    /// </summary>
    public PythonValue? Condition { get; init; }

    /// <summary>The expressions that it computes of rows. Empty where it has only plain columns.</summary>
    public IReadOnlyList<PythonValue> Expressions { get; init; } = [];

    /// <summary>Whether two NULLs count as different.</summary>
    public bool NullsDiffer { get; init; } = true;

    /// <summary>
    /// Whether rows may break it within a transaction, or within a statement (PostgreSQL, <c>DEFERRABLE</c>).
    /// </summary>
    public bool IsDeferrable { get; init; }

    /// <summary>
    /// Whether the index stores whole values, and therefore accepts only short ones (PostgreSQL, B-tree).
    /// </summary>
    public bool StoresValues { get; init; }

    /// <summary>Whether existing rows may break it (PostgreSQL, <c>NOT VALID</c>).</summary>
    public bool IsNotValid { get; init; }

    /// <summary>Why the demand is not known, or <see langword="null"/>.</summary>
    public string? Doubt { get; init; }
}
