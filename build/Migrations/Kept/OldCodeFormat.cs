using System.Collections.Immutable;
using Migrations.Model;
using Migrations.Rules.OlderCode;

namespace Migrations.Kept;

/// <summary>
/// Writes and reads what older code knows as bytes. The models of an app, what each of them is made of, and each
/// table are read when they are asked for first.
/// </summary>
internal static class OldCodeFormat
{
    /// <summary>Writes what older code knows.</summary>
    public static ReadOnlySpan<byte> Write(OldCode code)
    {
        var writer = new ValueWriter();
        writer.List(
            [.. code.State.Apps],
            app =>
            {
                writer.Text(app.App);
                writer.Block(Models(app.Models));
            }
        );
        writer.List(code.State.Doubts, each => Pair(writer, each));
        writer.List(
            [.. code.Schema.Tables],
            table =>
            {
                writer.Text(table.Id);
                writer.Block(TableFormat.Write(table));
            }
        );
        writer.List(code.Schema.Names, each => Pair(writer, each));
        writer.List(code.Schema.Used, writer.Text);
        var pointing = code
            .Schema.Tables.SelectMany(table =>
                table.Columns.Values.Where(column => column.Target is not null).Select(column => (column, table.Id))
            )
            .GroupBy(each => each.column.Target!.Table, each => each.Id);
        writer.List(
            pointing.ToList(),
            target =>
            {
                writer.Text(target.Key);
                writer.List(target.Distinct().ToList(), writer.Text);
            }
        );
        writer.List(
            [.. code.Tables.Names],
            name =>
            {
                writer.Text(name);
                writer.Block(Columns(code.Tables.ColumnsOf(name)));
            }
        );
        return writer.Bytes;
    }

    /// <summary>Reads what older code knows.</summary>
    public static OldCode Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ValueReader(bytes);
        var apps = Dictionary(reader, () => Later(reader, Models));
        var doubts = Dictionary(reader, reader.Text);
        var tables = Dictionary(reader, () => Later(reader, TableFormat.Read));
        var names = Dictionary(reader, reader.Text);
        var used = reader.List(reader.Text).ToHashSet();
        var pointing = Dictionary(reader, () => reader.List(reader.Text));
        var known = Dictionary(reader, () => Later(reader, Columns));
        return new(new(apps, doubts), new(tables, names, used, pointing), new(known));
    }

    private static Lazy<T> Later<T>(ValueReader reader, Func<ReadOnlyMemory<byte>, T> read)
    {
        var block = reader.Block();
        return new(() => read(block));
    }

    private static Dictionary<string, T> Dictionary<T>(ValueReader reader, Func<T> read)
    {
        var count = reader.Number();
        var entries = new Dictionary<string, T>(count);
        for (; count > 0; count--)
            entries.Add(reader.Text(), read());
        return entries;
    }

    private static void Pair(ValueWriter writer, KeyValuePair<string, string> pair)
    {
        writer.Text(pair.Key);
        writer.Text(pair.Value);
    }

    private static ReadOnlySpan<byte> Columns(IReadOnlySet<string> columns)
    {
        var writer = new ValueWriter();
        writer.List(columns, writer.Text);
        return writer.Bytes;
    }

    private static IReadOnlySet<string> Columns(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ValueReader(bytes);
        return reader.List(reader.Text).ToHashSet();
    }

    private static ReadOnlySpan<byte> Models(ImmutableDictionary<string, ModelState> models)
    {
        var writer = new ValueWriter();
        writer.List(
            models.Values.ToList(),
            model =>
            {
                writer.Text(model.Name);
                writer.Text(model.Doubt);
                writer.Block(Parts(model));
            }
        );
        return writer.Bytes;
    }

    private static ReadOnlySpan<byte> Parts(ModelState model)
    {
        var writer = new ValueWriter();
        writer.List(
            model.Fields,
            field =>
            {
                writer.Text(field.Key);
                writer.Value(field.Value.Definition);
                writer.Text(field.Value.Doubt);
            }
        );
        writer.List(
            model.Options,
            option =>
            {
                writer.Text(option.Key);
                writer.Value(option.Value);
            }
        );
        return writer.Bytes;
    }

    private static ImmutableDictionary<string, ModelState> Models(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ValueReader(bytes);
        return reader
            .List(() =>
            {
                var (name, doubt, parts) = (reader.Text(), reader.OptionalText(), reader.Block());
                return new ModelState
                {
                    Name = name,
                    Doubt = doubt,
                    PartsLater = () => Parts(parts),
                };
            })
            .ToImmutableDictionary(model => ProjectState.Lower(model.Name));
    }

    private static ModelParts Parts(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ValueReader(bytes);
        var fields = reader.List(() =>
            KeyValuePair.Create(reader.Text(), new FieldState(reader.Value(), reader.OptionalText()))
        );
        var options = reader.List(() => KeyValuePair.Create(reader.Text(), reader.Value()));
        return new(fields.ToImmutableDictionary(), options.ToImmutableDictionary());
    }
}
