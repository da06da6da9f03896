using Migrations.Python.Values;
using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>
/// The locks of <c>AlterField</c> (Django, <c>BaseDatabaseSchemaEditor._alter_field</c>). The column's constraints and
/// indexes are taken from the table.
/// </summary>
internal sealed class AlteredColumnLocks(LockList locks, DatabaseSchema schema, SchemaTable table)
{
    // Django, Field.non_db_attrs: when nothing else differs, no SQL runs.
    private static readonly HashSet<string> WithoutSql =
    [
        .. new[] { "blank", "choices", "db_column", "editable", "error_messages", "help_text", "limit_choices_to" },
        .. new[] { "on_delete", "related_name", "related_query_name", "validators", "verbose_name", "to" },
    ];

    /// <summary>Adds the locks of a changed column.</summary>
    public void Add(SchemaColumn before, SchemaColumn after)
    {
        if (before.Field is not { } old || after.Field is not { } next)
        {
            Lock(SaferWays.Brief);
            locks.TakeUnknown();
            return;
        }
        var isRetargeted = before.Target?.Table != after.Target?.Table;
        var isOther = isRetargeted || before.Name != after.Name || Differ(old, next);
        if (!isOther)
            return;
        var (hadKey, hasKey) = (before.Target is { IsConstraint: true }, after.Target is { IsConstraint: true });
        if (hadKey)
            DropKey(before.Target!);
        if (before.Name != after.Name)
            Lock(SaferWays.RenameColumn);
        Type(before, after, old, next);
        Nulls(before, after, next);
        if (
            !ValueText.AreEqual(Default(before), Default(after))
            || !ValueText.AreEqual(old["db_comment"], next["db_comment"])
        )
            Lock(SaferWays.Brief);
        Positive(old, next);
        if (hasKey)
            MakeKey(after.Target!, isRebuilt: hadKey && !isRetargeted);
    }

    private static PythonValue? Default(SchemaColumn column) =>
        column.Field is { } field && field.Has("db_default") ? field["db_default"] : null;

    private static bool Differ(FieldDefinition old, FieldDefinition next) =>
        old.Name != next.Name
        || old.IsFollowed
        || next.IsFollowed
        || old.Attributes.Union(next.Attributes)
            .Any(name => !WithoutSql.Contains(name) && !ValueText.AreEqual(old[name], next[name]));

    private void Lock(string safer)
    {
        locks.Lock(table.Id, LockMode.AccessExclusive);
        locks.Advise(LockTime.Brief, safer);
    }

    private void Scan(string safer)
    {
        locks.Scan(table.Id);
        locks.Advise(LockTime.Scan, safer);
    }

    private void DropKey(ForeignTarget target)
    {
        Lock(SaferWays.Brief);
        locks.Lock(target.Table, LockMode.AccessExclusive);
    }

    private void MakeKey(ForeignTarget target, bool isRebuilt)
    {
        locks.Lock(table.Id, LockMode.ShareRowExclusive);
        locks.Lock(target.Table, LockMode.ShareRowExclusive);
        Scan(isRebuilt ? SaferWays.RebuiltKey : SaferWays.ForeignKey);
        locks.Scan(target.Table);
    }

    private void Type(SchemaColumn before, SchemaColumn after, FieldDefinition old, FieldDefinition next)
    {
        var (stored, stores) = (before.Stored ?? old, after.Stored ?? next);
        var time = ColumnStorage.Change(stored, stores);
        var isCollated = !ValueText.AreEqual(old["db_collation"], next["db_collation"]);
        if (time is null && isCollated)
            time = LockTime.Brief;
        if (time is not { } takes)
            return;
        Lock(SaferWays.Brief);
        // SQL gave the column another type than the field tells.
        if (before is { Retyped: not null, IsStated: false })
            takes = LockTime.Unknown;
        var isIndexed = next.IsIndexed || next.IsUnique is true;
        if (takes == LockTime.Rewrite)
        {
            locks.Rewrite(table.Id);
            locks.Advise(
                LockTime.Rewrite,
                stored.Name == "CharField" && stores.Name == "CharField" ? SaferWays.Narrower : SaferWays.Retype
            );
            Followers(before);
        }
        else if (takes == LockTime.Unknown)
            locks.TakeUnknown();
        else if (isIndexed && (isCollated || stored.Name != stores.Name && stores.Name == "TextField"))
            Scan(SaferWays.Collation);
    }

    // Columns that point to a key change with the key.
    private void Followers(SchemaColumn key)
    {
        foreach (var pointing in schema.PointingTo(table.Id))
        {
            if (!pointing.Columns.Values.Any(column => column.Target is { } to && to.Table == table.Id && Is(to, key)))
                continue;
            locks.Lock(pointing.Id, LockMode.AccessExclusive);
            locks.Rewrite(pointing.Id);
        }
    }

    private static bool Is(ForeignTarget target, SchemaColumn key) =>
        target.Column == key.Id || (target.Column.Length == 0 && key.Field?.Flag("primary_key") is true);

    private void Nulls(SchemaColumn before, SchemaColumn after, FieldDefinition next)
    {
        if (before.IsNullable == after.IsNullable)
            return;
        Lock(SaferWays.Brief);
        if (after.IsNullable is true || (IsChecked(before) && !next.Has("default") && !next.Has("db_default")))
            return;
        Scan(SaferWays.NotNull);
    }

    // When a valid check already excludes NULL, PostgreSQL reads no row (documentation of SET NOT NULL, 12).
    private bool IsChecked(SchemaColumn column) =>
        table.Rules.Values.Any(rule =>
            rule is { Kind: RuleKind.Check, IsNotValid: false }
            && rule.Definition == $"{column.Owner[(column.Owner.LastIndexOf('.') + 1)..]}__isnull=False"
        );

    private void Positive(FieldDefinition old, FieldDefinition next)
    {
        if (ColumnLocks.IsPositive(old) == ColumnLocks.IsPositive(next))
            return;
        Lock(SaferWays.Brief);
        if (ColumnLocks.IsPositive(next))
            Scan(SaferWays.Check);
    }
}
