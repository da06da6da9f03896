using System.Collections.Immutable;
using Migrations.Python.Values;
using Migrations.Schema.Sql;

namespace Migrations.Schema;

/// <summary>Changes a schema as the SQL of a migration does, as far as the SQL can be read.</summary>
internal static class SqlReplay
{
    /// <summary>Applies <c>RunSQL</c>.</summary>
    public static void Apply(SchemaStep step)
    {
        foreach (var change in SqlStatements.Read(step.Operation["sql"]))
        {
            step.IsUnread |= !IsShown(step.Schema, change);
            Apply(step, change);
        }
    }

    // A person has to read a change that the schema does not show.
    private static bool IsShown(DatabaseSchema schema, SqlChange change) =>
        change.Kind switch
        {
            SqlChangeKind.Unknown => false,
            SqlChangeKind.Nothing or SqlChangeKind.CreateTable => true,
            SqlChangeKind.DropRule => Holding(schema, change).Any(),
            SqlChangeKind.DropTable
            or SqlChangeKind.RenameTable
            or SqlChangeKind.AddColumn
            or SqlChangeKind.Unique
            or SqlChangeKind.Check
            or SqlChangeKind.Index => schema.Named(change.Table) is not null,
            SqlChangeKind.DropColumn
            or SqlChangeKind.RenameColumn
            or SqlChangeKind.SetDefault
            or SqlChangeKind.DropDefault
            or SqlChangeKind.SetNotNull
            or SqlChangeKind.DropNotNull
            or SqlChangeKind.Retype => schema.Named(change.Table)?.Named(change.Column) is not null,
        };

    private static void Apply(SchemaStep step, SqlChange change)
    {
        if (change.Kind == SqlChangeKind.CreateTable)
            Create(step, change);
        else if (change.Kind == SqlChangeKind.DropRule)
        {
            foreach (var (table, holder) in Holding(step.Schema, change).ToList())
                step.Release(table.Id, holder);
        }
        else if (step.Schema.Named(change.Table) is { } table)
            Apply(step, change, table);
    }

    private static void Apply(SchemaStep step, SqlChange change, SchemaTable table)
    {
        switch (change.Kind)
        {
            case SqlChangeKind.DropTable:
                TableReplay.Drop(step, table);
                break;
            case SqlChangeKind.RenameTable when change.Other.Length == 0:
                TableReplay.Drop(step, table);
                break;
            case SqlChangeKind.RenameTable:
                TableReplay.Rename(step, table, change.Other);
                break;
            case SqlChangeKind.AddColumn:
                Add(step, change, table);
                break;
            case SqlChangeKind.Unique or SqlChangeKind.Index or SqlChangeKind.Check:
                step.Demand(table.Id, Rule(change, table), change.Other);
                break;
            default:
                if (table.Named(change.Column) is { } column)
                    Apply(step, change, table, column);
                break;
        }
    }

    private static void Apply(SchemaStep step, SqlChange change, SchemaTable table, SchemaColumn column)
    {
        if (change.Kind == SqlChangeKind.DropColumn)
            step.Drop(table.Id, column.Id);
        else
            step.Set(
                table.Id,
                change.Kind switch
                {
                    SqlChangeKind.RenameColumn => column with { Name = change.Other },
                    SqlChangeKind.SetDefault => column with
                    {
                        Default = SqlDefaultValue.Of(column.Field, change.Text, step.Operation.Line),
                    },
                    SqlChangeKind.DropDefault => column with { Default = null },
                    SqlChangeKind.SetNotNull => column with { IsNullable = false },
                    SqlChangeKind.DropNotNull => column with { IsNullable = true },
                    SqlChangeKind.Retype => column with { Retyped = step.Place, IsStated = false },
                    _ => column,
                }
            );
    }

    private static void Create(SchemaStep step, SqlChange change)
    {
        if (step.Schema.Named(change.Table) is not null)
            return;
        var table = new SchemaTable(step.Schema.NewId("", change.Table), change.Table, change.Table);
        step.Schema.Set(table);
        step.Touch(ThingKind.Table, table.Id);
        foreach (var target in change.Targets)
            step.Set(table.Id, Pointing(step, table, target, target));
    }

    private static void Add(SchemaStep step, SqlChange change, SchemaTable table)
    {
        if (table.Named(change.Column) is not null)
            return;
        var column = new SchemaColumn(
            step.Schema.NewId(table.Id, change.Column),
            change.Column,
            $"{table.Owner}.{change.Column}"
        )
        {
            IsNullable = change.IsNullable,
            Default = change.Text.Length > 0 ? SqlDefaultValue.Of(field: null, change.Text, step.Operation.Line) : null,
            Target = change.Targets is [var target, ..] ? Pointing(step, table, "", target).Target : null,
        };
        step.Set(table.Id, column);
    }

    private static SchemaColumn Pointing(SchemaStep step, SchemaTable table, string name, string target)
    {
        var pointed = step.Schema.Named(target);
        return new(name, name, table.Owner)
        {
            Target = new(pointed?.Id ?? target, "", pointed?.Owner ?? target, pointed is not null, true, false),
        };
    }

    private static SchemaRule Rule(SqlChange change, SchemaTable table)
    {
        var kind = change.Kind switch
        {
            SqlChangeKind.Unique => RuleKind.Unique,
            SqlChangeKind.Check => RuleKind.Check,
            _ => RuleKind.Index,
        };
        var columns = (change.Columns ?? [])
            .Select(name => table.Named(name)?.Id ?? name)
            .Distinct()
            .ToImmutableArray();
        var isReadable = change.Columns is not null && (kind == RuleKind.Check || change.Text.Length == 0);
        return new(kind, columns, change.Text)
        {
            Condition =
                kind == RuleKind.Check || !isReadable ? new UnknownValue("SQL", change.Text) { Line = 0 } : null,
            Expressions = change.Columns is null ? [new UnknownValue("SQL", change.Text) { Line = 0 }] : [],
            StoresValues = kind == RuleKind.Index && change.StoresValues,
        };
    }

    private static IEnumerable<(SchemaTable Table, string Holder)> Holding(DatabaseSchema schema, SqlChange change) =>
        from table in schema.Tables
        where change.Table.Length == 0 || change.Table == table.Name
        from holder in new[] { $"constraint:{change.Other}", $"index:{change.Other}" }
        where table.Rules.Values.Any(rule => rule.Holders.Contains(holder))
        select (table, holder);
}
