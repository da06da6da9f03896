namespace Migrations.Schema;

/// <summary>The kinds of things in a schema.</summary>
internal enum ThingKind
{
    /// <summary>A table.</summary>
    Table,

    /// <summary>A column.</summary>
    Column,

    /// <summary>A constraint or an index.</summary>
    Rule,

    /// <summary>A model's content type.</summary>
    ContentType,
}

/// <summary>A thing of a schema. It stays the same thing when it is renamed.</summary>
/// <param name="Kind">The kind of the thing.</param>
/// <param name="Table">The table's identity; the app for a content type.</param>
/// <param name="Item">The identity of the column or rule, or the model's name; empty for a table.</param>
internal sealed record SchemaThing(ThingKind Kind, string Table, string Item = "");

/// <summary>The change that an operation makes to a table.</summary>
/// <param name="Id">The table's identity.</param>
/// <param name="Before">The table before the operation; <see langword="null"/> for a new table.</param>
/// <param name="After">The table after the operation; <see langword="null"/> for a dropped table.</param>
internal sealed record TableChange(string Id, SchemaTable? Before, SchemaTable? After);

/// <summary>The tables of a database after the operations up to some point.</summary>
internal sealed class DatabaseSchema
{
    private readonly Dictionary<string, SchemaTable> _tables = [];
    private readonly Dictionary<string, string> _names = [];
    private readonly HashSet<string> _used = [];
    private readonly Dictionary<string, SchemaTable?> _before = [];

    /// <summary>The table of an identity, or <see langword="null"/>.</summary>
    public SchemaTable? this[string id] => _tables.GetValueOrDefault(id);

    /// <summary>All tables.</summary>
    public IReadOnlyCollection<SchemaTable> Tables => _tables.Values;

    /// <summary>The table of a name, or <see langword="null"/>.</summary>
    public SchemaTable? Named(string name) =>
        _names.TryGetValue(name, out var id) ? _tables.GetValueOrDefault(id) : null;

    /// <summary>A new identity, which no table and no column of the table has had before.</summary>
    /// <param name="scope">The table's identity for a column; empty for a table.</param>
    /// <param name="name">The name of the new table or column.</param>
    public string NewId(string scope, string name)
    {
        var id = name;
        for (var count = 2; !_used.Add($"{scope}.{id}"); count++)
            id = $"{name}#{count}";
        return id;
    }

    /// <summary>The tables that have changed since the last call of <see cref="Watch"/>.</summary>
    public IReadOnlyList<TableChange> Changes =>
        [.. _before.Select(entry => new TableChange(entry.Key, entry.Value, _tables.GetValueOrDefault(entry.Key)))];

    /// <summary>Starts to collect changes again.</summary>
    public void Watch() => _before.Clear();

    /// <summary>Sets a table under its identity and its name.</summary>
    public void Set(SchemaTable table)
    {
        _before.TryAdd(table.Id, _tables.GetValueOrDefault(table.Id));
        if (_tables.TryGetValue(table.Id, out var before) && before.Name != table.Name)
            Forget(before);
        _tables[table.Id] = table;
        _names[table.Name] = table.Id;
    }

    /// <summary>Drops a table.</summary>
    public void Drop(string id)
    {
        _before.TryAdd(id, _tables.GetValueOrDefault(id));
        if (_tables.Remove(id, out var table))
            Forget(table);
    }

    private void Forget(SchemaTable table)
    {
        if (_names.GetValueOrDefault(table.Name) == table.Id)
            _names.Remove(table.Name);
    }
}
