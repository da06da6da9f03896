using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Kept;

/// <summary>Writes and reads a table as bytes.</summary>
internal static class TableFormat
{
    /// <summary>Writes a table.</summary>
    public static ReadOnlySpan<byte> Write(SchemaTable table)
    {
        var writer = new ValueWriter();
        writer.Text(table.Id);
        writer.Text(table.Name);
        writer.Text(table.Owner);
        writer.Flag(table.IsLinks);
        writer.Flag(table.IsAssumed);
        writer.List(table.Columns, each => Write(writer, each.Value));
        writer.List(table.Assumed, each => Write(writer, each.Value));
        writer.List(table.Rules, each => Write(writer, each.Value));
        return writer.Bytes;
    }

    /// <summary>Reads a table.</summary>
    public static SchemaTable Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ValueReader(bytes);
        return new(reader.Text(), reader.Text(), reader.Text())
        {
            IsLinks = reader.Flag(),
            IsAssumed = reader.Flag(),
            Columns = reader.List(() => Column(reader)).ToImmutableDictionary(column => column.Id),
            Assumed = reader.List(() => Column(reader)).ToImmutableDictionary(column => column.Id),
            Rules = reader.List(() => Rule(reader)).ToImmutableDictionary(rule => rule.Key),
        };
    }

    private static void Write(ValueWriter writer, SchemaColumn column)
    {
        writer.Text(column.Id);
        writer.Text(column.Name);
        writer.Text(column.Owner);
        writer.Value(column.Field?.Source);
        writer.Value(column.Stored?.Source);
        writer.Flag(column.IsNullable);
        writer.Value(column.Default);
        writer.Flag(column.Target is not null);
        if (column.Target is { } target)
        {
            writer.Text(target.Table);
            writer.Text(target.Column);
            writer.Text(target.Display);
            writer.Flag(target.IsKnown);
            writer.Flag(target.IsConstraint);
            writer.Flag(target.IsParent);
            writer.Flag(target.IsFollowed);
        }
        writer.Text(column.Retyped);
        writer.Flag(column.IsStated);
        writer.Text(column.Place);
        writer.Text(column.Doubt);
    }

    private static SchemaColumn Column(ValueReader reader) =>
        new(reader.Text(), reader.Text(), reader.Text())
        {
            Field = FieldDefinition.Of(reader.OptionalValue()),
            Stored = FieldDefinition.Of(reader.OptionalValue()),
            IsNullable = reader.OpenFlag(),
            Default = reader.OptionalValue(),
            Target = reader.Flag() ? Target(reader) : null,
            Retyped = reader.OptionalText(),
            IsStated = reader.Flag(),
            Place = reader.Text(),
            Doubt = reader.OptionalText(),
        };

    private static ForeignTarget Target(ValueReader reader) =>
        new(reader.Text(), reader.Text(), reader.Text(), reader.Flag(), reader.Flag(), reader.Flag(), reader.Flag());

    private static void Write(ValueWriter writer, SchemaRule rule)
    {
        writer.Number((int)rule.Kind);
        writer.List(rule.Columns, writer.Text);
        writer.Text(rule.Definition);
        writer.List(rule.Holders, writer.Text);
        writer.Value(rule.Condition);
        writer.List(rule.Expressions, writer.Value);
        writer.Flag(rule.NullsDiffer);
        writer.Flag(rule.IsDeferrable);
        writer.Flag(rule.StoresValues);
        writer.Flag(rule.IsNotValid);
        writer.Text(rule.Doubt);
        writer.Text(rule.Key);
    }

    private static SchemaRule Rule(ValueReader reader) =>
        new((RuleKind)reader.Number(), [.. reader.List(reader.Text)], reader.Text())
        {
            Holders = [.. reader.List(reader.Text)],
            Condition = reader.OptionalValue(),
            Expressions = reader.List(reader.Value),
            NullsDiffer = reader.Flag(),
            IsDeferrable = reader.Flag(),
            StoresValues = reader.Flag(),
            IsNotValid = reader.Flag(),
            Doubt = reader.OptionalText(),
            Key = reader.Text(),
        };
}
