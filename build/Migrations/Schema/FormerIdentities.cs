using System.Collections.Immutable;

namespace Migrations.Schema;

/// <summary>
/// Gives the tables, columns and rules of a schema the identities that an older schema has for them. An identity is a
/// first name, and of a squash and the migrations that it replaces the first names differ: both lead to one database.
/// </summary>
/// <param name="old">The older schema.</param>
/// <param name="now">The schema that gets the identities. It is the same database.</param>
internal sealed class FormerIdentities(DatabaseSchema old, DatabaseSchema now)
{
    private readonly Dictionary<string, string> _tables = [];
    private readonly Dictionary<(string Table, string Column), string> _columns = [];

    /// <summary>Gives the identities. Things that the older schema does not have keep their own.</summary>
    public void Give()
    {
        var tables = now.Tables.ToList();
        Match(tables.ConvertAll(table => (table.Id, Former(table)?.Id)), (id, former) => _tables[id] = former);
        foreach (var table in tables)
        {
            var former = Former(table);
            Match(
                [
                    .. table.Columns.Values.Select(column =>
                        (column.Id, IsNamed(table, column) ? former?.Named(column.Name)?.Id : null)
                    ),
                    .. table.Assumed.Keys.Except(table.Columns.Keys).Select(gone => (gone, (string?)null)),
                ],
                (id, given) => _columns[(table.Id, id)] = given
            );
        }
        if (_tables.Any(entry => entry.Key != entry.Value) || _columns.Any(entry => entry.Key.Column != entry.Value))
            now.Replace([.. tables.Select(table => Given(table, Former(table)))], _tables);
    }

    // Several folders of one label may make one table. The one that has the name counts.
    private SchemaTable? Former(SchemaTable table) =>
        now.Named(table.Name)?.Id == table.Id ? old.Named(table.Name) : null;

    private static bool IsNamed(SchemaTable table, SchemaColumn column) => table.Named(column.Name)?.Id == column.Id;

    // What the older schema does not have makes way where its identity is another one's now.
    private static void Match(IReadOnlyList<(string Id, string? Former)> things, Action<string, string> give)
    {
        var taken = things.Select(thing => thing.Former).OfType<string>().ToHashSet();
        foreach (var (id, former) in things)
        {
            var given = former ?? id;
            for (var count = 2; former is null && !taken.Add(given); count++)
                given = $"{id}#{count}";
            give(id, given);
        }
    }

    private SchemaTable Given(SchemaTable table, SchemaTable? former)
    {
        var columns = table
            .Columns.Values.Select(column => Given(table, column))
            .ToImmutableDictionary(each => each.Id);
        var assumed = table
            .Assumed.Values.Select(column => Given(table, column))
            .ToImmutableDictionary(each => each.Id);
        var rules = ImmutableDictionary.CreateBuilder<string, SchemaRule>();
        foreach (var rule in table.Rules.Values.Select(rule => Given(table, former, rule)))
            rules[rule.Key] = rule;
        return table with { Id = _tables[table.Id], Columns = columns, Assumed = assumed, Rules = rules.ToImmutable() };
    }

    private SchemaColumn Given(SchemaTable table, SchemaColumn column) =>
        column with
        {
            Id = IdOf(table, column.Id),
            Target = column.Target is { } target
                ? target with
                {
                    Table = _tables.GetValueOrDefault(target.Table, target.Table),
                    Column = _columns.GetValueOrDefault((target.Table, target.Column), target.Column),
                }
                : null,
        };

    private SchemaRule Given(SchemaTable table, SchemaTable? former, SchemaRule rule)
    {
        ImmutableArray<string> columns = [.. rule.Columns.Select(column => IdOf(table, column))];
        var given = rule with
        {
            Columns = columns,
            Key = new SchemaRule(rule.Kind, columns, rule.Definition).Key,
            Holders = [.. rule.Holders.Select(holder => HolderOf(table, holder))],
        };
        // A condition names the fields as they were called when it was written.
        var same = former?.Rules.Values.FirstOrDefault(each => each.Kind == rule.Kind && AreOne(each, given));
        return same is null ? given : given with { Key = same.Key };
    }

    private static bool AreOne(SchemaRule old, SchemaRule now) => old.Holders.Intersect(now.Holders).Any(HasName);

    // A constraint or index that has a name of its own in the database.
    private static bool HasName(string holder) =>
        holder.IndexOf(':', StringComparison.Ordinal) is var end
        && end > 0
        && end < holder.Length - 1
        && !holder.StartsWith(RuleReplay.HolderOf(""), StringComparison.Ordinal);

    private string HolderOf(SchemaTable table, string holder)
    {
        var beginning = RuleReplay.HolderOf("");
        return holder.StartsWith(beginning, StringComparison.Ordinal)
            ? RuleReplay.HolderOf(IdOf(table, holder[beginning.Length..]))
            : holder;
    }

    private string IdOf(SchemaTable table, string column) => _columns.GetValueOrDefault((table.Id, column), column);
}
