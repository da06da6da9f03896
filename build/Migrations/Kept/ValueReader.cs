using System.Runtime.InteropServices;
using System.Text;
using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Kept;

/// <summary>Reads what <see cref="ValueWriter"/> has written.</summary>
/// <param name="bytes">The bytes.</param>
internal sealed class ValueReader(ReadOnlyMemory<byte> bytes)
{
    private readonly List<string> _texts = [];
    private readonly List<PythonValue> _values = [];
    private int _position;

    /// <summary>Reads a number.</summary>
    public int Number()
    {
        var span = bytes.Span;
        var number = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var next = span[_position++];
            number |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
                return (int)number;
        }
    }

    /// <summary>Reads true or false.</summary>
    public bool Flag() => bytes.Span[_position++] == 1;

    /// <summary>Reads true, false or unknown.</summary>
    public bool? OpenFlag() =>
        bytes.Span[_position++] switch
        {
            0 => false,
            1 => true,
            _ => null,
        };

    /// <summary>Reads a text.</summary>
    public string Text() => OptionalText() ?? throw new InvalidDataException("a text is missing");

    /// <summary>Reads a text that may be missing.</summary>
    public string? OptionalText()
    {
        switch (Number())
        {
            case 0:
                return null;
            case 1:
                var (length, isWide) = (Number(), Flag());
                var text = isWide
                    ? new string(MemoryMarshal.Cast<byte, char>(Raw(length * sizeof(char)).Span))
                    : Encoding.Latin1.GetString(Raw(length).Span);
                _texts.Add(text);
                return text;
            case var index:
                return _texts[index - 2];
        }
    }

    /// <summary>Reads a list.</summary>
    public T[] List<T>(Func<T> read)
    {
        var items = new T[Number()];
        for (var index = 0; index < items.Length; index++)
            items[index] = read();
        return items;
    }

    /// <summary>Reads bytes with their length. They are not copied.</summary>
    public ReadOnlyMemory<byte> Block() => Raw(Number());

    /// <summary>Reads a value.</summary>
    public PythonValue Value() => OptionalValue() ?? throw new InvalidDataException("a value is missing");

    /// <summary>Reads a value that may be missing.</summary>
    public PythonValue? OptionalValue()
    {
        var kind = (ValueKind)Number();
        if (kind == ValueKind.None)
            return null;
        if (kind == ValueKind.Again)
            return _values[Number()];
        var value = Value(kind, Number());
        _values.Add(value);
        return value;
    }

    private PythonValue Value(ValueKind kind, int line) =>
        kind switch
        {
            ValueKind.Text => new TextValue(Text()) { Line = line },
            ValueKind.Constant => new ConstantValue(Text()) { Line = line },
            ValueKind.Literal => new LiteralValue(Text()) { Line = line },
            ValueKind.Reference => new ReferenceValue(Text()) { Line = line },
            ValueKind.Definition => new DefinitionValue(Text(), Text())
            {
                Line = line,
                DoesNothing = Flag(),
                Models = List(Text),
            },
            ValueKind.List => new SequenceValue(CollectionKind.List, List(Value)) { Line = line },
            ValueKind.Tuple => new SequenceValue(CollectionKind.Tuple, List(Value)) { Line = line },
            ValueKind.Set => new SequenceValue(CollectionKind.Set, List(Value)) { Line = line },
            ValueKind.Mapping => new MappingValue(List(() => KeyValuePair.Create(Value(), Value()))) { Line = line },
            ValueKind.Call => new CallValue(Value(), List(Value), List(() => KeyValuePair.Create(Text(), Value())))
            {
                Line = line,
            },
            ValueKind.Unknown => new UnknownValue(Text(), Text()) { Line = line },
            ValueKind.None or ValueKind.Again => throw new InvalidDataException("no value stands here"),
        };

    private ReadOnlyMemory<byte> Raw(int length)
    {
        var block = bytes.Slice(_position, length);
        _position += length;
        return block;
    }
}
