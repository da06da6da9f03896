using System.Collections.Immutable;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>A table as the operations up to some point leave it.</summary>
/// <param name="Id">What stays the same when it is renamed.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">What people call it: the model, or <c>Tag.forms</c> for a table of links.</param>
internal sealed record SchemaTable(string Id, string Name, string Owner)
{
    /// <summary>Whether it holds the links of a many-to-many field.</summary>
    public bool IsLinks { get; init; }

    /// <summary>Whether no operation made it here, yet one changes it: it was there before.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>Its columns by identity.</summary>
    public ImmutableDictionary<string, SchemaColumn> Columns { get; init; } =
        ImmutableDictionary<string, SchemaColumn>.Empty;

    /// <summary>Columns that no operation made here and that were there before, by identity.</summary>
    public ImmutableDictionary<string, SchemaColumn> Assumed { get; init; } =
        ImmutableDictionary<string, SchemaColumn>.Empty;

    /// <summary>What must not repeat, by <see cref="SchemaRule.Key"/>.</summary>
    public ImmutableDictionary<string, SchemaRule> Rules { get; init; } = ImmutableDictionary<string, SchemaRule>.Empty;

    /// <summary>A column by its name.</summary>
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

/// <summary>What a constraint or an index demands of rows.</summary>
internal enum RuleKind
{
    /// <summary>No two rows are alike in its columns.</summary>
    Unique,

    /// <summary>A condition holds.</summary>
    Check,

    /// <summary>Rows do not overlap.</summary>
    Exclusion,

    /// <summary>The values fit into an index.</summary>
    Index,
}

/// <summary>A constraint or an index. Two are the same when they demand the same, whatever their names are.</summary>
/// <param name="Kind">What it demands.</param>
/// <param name="Columns">The identities of its columns, in order; none where it consists of expressions.</param>
/// <param name="Definition">Its expressions, condition and options as one text.</param>
internal sealed record SchemaRule(RuleKind Kind, ImmutableArray<string> Columns, string Definition)
{
    /// <summary>What identifies it.</summary>
    public string Key { get; } = $"{Kind}({string.Join(',', Columns.Order(StringComparer.Ordinal))}){Definition}";

    /// <summary>Why it is there: the names of constraints, indexes, fields and options that demand it.</summary>
    public ImmutableHashSet<string> Holders { get; init; } = [];

    /// <summary>For which rows it applies, or what a check demands; <see langword="null"/> for all.</summary>
    public PythonValue? Condition { get; init; }

    /// <summary>What it computes of rows, where that is no plain column.</summary>
    public IReadOnlyList<PythonValue> Expressions { get; init; } = [];

    /// <summary>Whether a NULL differs from another one.</summary>
    public bool NullsDiffer { get; init; } = true;

    /// <summary>Whether the index stores values whole, and so takes short ones only (PostgreSQL, B-tree).</summary>
    public bool StoresValues { get; init; }

    /// <summary>Whether rows that were there before may break it (PostgreSQL, <c>NOT VALID</c>).</summary>
    public bool IsNotValid { get; init; }

    /// <summary>Why its demand is not known, or <see langword="null"/>.</summary>
    public string? Doubt { get; init; }
}
