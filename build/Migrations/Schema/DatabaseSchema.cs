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
    // A table that was replayed by an earlier run is read when it is asked for first.
    private readonly Dictionary<string, Lazy<SchemaTable>> _tables;
    private readonly Dictionary<string, string> _names;
    private readonly HashSet<string> _used;
    private readonly IReadOnlyDictionary<string, string[]>? _pointing;
    private readonly HashSet<string> _changed = [];
    private readonly Dictionary<string, SchemaTable?> _before = [];

    /// <summary>Creates a schema without tables.</summary>
    public DatabaseSchema()
        : this([], [], []) { }

    /// <summary>Creates a schema of tables.</summary>
    /// <param name="tables">The tables by identity.</param>
    /// <param name="names">The identity of each table by its name.</param>
    /// <param name="used">The identities that tables and columns have or had.</param>
    /// <param name="pointing">
    /// The tables that point to each table, by identity. <see langword="null"/> where all tables have to be looked at.
    /// </param>
    public DatabaseSchema(
        Dictionary<string, Lazy<SchemaTable>> tables,
        Dictionary<string, string> names,
        HashSet<string> used,
        IReadOnlyDictionary<string, string[]>? pointing = null
    )
    {
        _tables = tables;
        _names = names;
        _used = used;
        _pointing = pointing;
    }

    /// <summary>The table of an identity, or <see langword="null"/>.</summary>
    public SchemaTable? this[string id] => _tables.GetValueOrDefault(id)?.Value;

    /// <summary>All tables.</summary>
    public IEnumerable<SchemaTable> Tables => _tables.Values.Select(table => table.Value);

    /// <summary>All tables with a column that points to a table.</summary>
    /// <param name="id">The identity of the table that is pointed to.</param>
    public IEnumerable<SchemaTable> PointingTo(string id)
    {
        var known = _pointing?.GetValueOrDefault(id, []);
        return _tables
            .Where(table => known is null || _changed.Contains(table.Key) || known.Contains(table.Key))
            .Select(table => table.Value.Value)
            .Where(table => table.Columns.Values.Any(column => column.Target?.Table == id));
    }

    /// <summary>The identity of each table by its name.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <summary>The identities that tables and columns have or had.</summary>
    public IReadOnlyCollection<string> Used => _used;

    /// <summary>A copy of this schema, with no changes collected.</summary>
    public DatabaseSchema Copy()
    {
        var copy = new DatabaseSchema(new(_tables), new(_names), [.. _used], _pointing);
        copy._changed.UnionWith(_changed);
        return copy;
    }

    /// <summary>The table of a name, or <see langword="null"/>.</summary>
    public SchemaTable? Named(string name) => _names.TryGetValue(name, out var id) ? this[id] : null;

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
        [.. _before.Select(entry => new TableChange(entry.Key, entry.Value, this[entry.Key]))];

    /// <summary>Starts to collect changes again.</summary>
    public void Watch() => _before.Clear();

    /// <summary>Sets a table under its identity and its name.</summary>
    public void Set(SchemaTable table)
    {
        var before = this[table.Id];
        _before.TryAdd(table.Id, before);
        if (before is not null && before.Name != table.Name)
            Forget(before);
        _tables[table.Id] = new(table);
        _changed.Add(table.Id);
        _names[table.Name] = table.Id;
    }

    /// <summary>Puts the same tables under other identities. Nothing counts as changed by that.</summary>
    /// <param name="tables">The tables with the new identities.</param>
    /// <param name="given">The new identity of each table by its former one.</param>
    public void Replace(IReadOnlyList<SchemaTable> tables, IReadOnlyDictionary<string, string> given)
    {
        _tables.Clear();
        foreach (var table in tables)
        {
            _tables[table.Id] = new(table);
            _changed.Add(table.Id);
            _used.Add($".{table.Id}");
            _used.UnionWith(table.Columns.Keys.Concat(table.Assumed.Keys).Select(column => $"{table.Id}.{column}"));
        }
        foreach (var (name, id) in _names.ToList())
            _names[name] = given[id];
    }

    /// <summary>Drops a table.</summary>
    public void Drop(string id)
    {
        var before = this[id];
        _before.TryAdd(id, before);
        if (before is null)
            return;
        _tables.Remove(id);
        Forget(before);
    }

    private void Forget(SchemaTable table)
    {
        if (_names.GetValueOrDefault(table.Name) == table.Id)
            _names.Remove(table.Name);
    }
}
