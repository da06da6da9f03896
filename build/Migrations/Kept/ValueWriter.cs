using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Kept;

/// <summary>
/// Writes numbers, texts and Python values as bytes. A text or value that occurs several times is written once.
/// </summary>
internal sealed class ValueWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Dictionary<string, int> _texts = [];
    private readonly Dictionary<PythonValue, int> _values = new(ReferenceEqualityComparer.Instance);

    /// <summary>The bytes so far.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>Writes a number, which must not be negative.</summary>
    public void Number(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var rest = (uint)number;
        for (; rest >= 0x80; rest >>= 7)
            Byte((byte)(rest | 0x80));
        Byte((byte)rest);
    }

    /// <summary>Writes true or false.</summary>
    public void Flag(bool flag) => Byte(flag ? (byte)1 : (byte)0);

    /// <summary>Writes true, false or unknown.</summary>
    public void Flag(bool? flag) =>
        Byte(
            flag switch
            {
                false => 0,
                true => 1,
                null => 2,
            }
        );

    /// <summary>Writes a text that may be missing.</summary>
    public void Text(string? text)
    {
        if (text is null)
            Number(0);
        else if (_texts.TryGetValue(text, out var index))
            Number(index + 2);
        else
        {
            _texts[text] = _texts.Count;
            Number(1);
            // Escapes of Python make texts that are no valid UTF-16, so the characters are written as they are.
            var isWide = text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff');
            Number(text.Length);
            Flag(isWide);
            Raw(isWide ? MemoryMarshal.AsBytes(text.AsSpan()) : Encoding.Latin1.GetBytes(text));
        }
    }

    /// <summary>Writes a list.</summary>
    public void List<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        Number(items.Count);
        foreach (var item in items)
            write(item);
    }

    /// <summary>Writes bytes with their length.</summary>
    public void Block(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        Raw(bytes);
    }

    /// <summary>Writes a value that may be missing.</summary>
    public void Value(PythonValue? value)
    {
        if (value is null)
            Number((int)ValueKind.None);
        else if (_values.TryGetValue(value, out var index))
        {
            Number((int)ValueKind.Again);
            Number(index);
        }
        else
        {
            Number((int)KindOf(value));
            Number(value.Line);
            Parts(value);
            _values[value] = _values.Count;
        }
    }

    private static ValueKind KindOf(PythonValue value) =>
        value switch
        {
            TextValue => ValueKind.Text,
            ConstantValue => ValueKind.Constant,
            LiteralValue => ValueKind.Literal,
            ReferenceValue => ValueKind.Reference,
            DefinitionValue => ValueKind.Definition,
            SequenceValue { Kind: CollectionKind.List } => ValueKind.List,
            SequenceValue { Kind: CollectionKind.Tuple } => ValueKind.Tuple,
            SequenceValue => ValueKind.Set,
            MappingValue => ValueKind.Mapping,
            CallValue => ValueKind.Call,
            UnknownValue => ValueKind.Unknown,
            _ => throw new NotSupportedException(value.GetType().Name),
        };

    private void Parts(PythonValue value)
    {
        switch (value)
        {
            case TextValue text:
                Text(text.Text);
                break;
            case ConstantValue constant:
                Text(constant.Name);
                break;
            case LiteralValue literal:
                Text(literal.Text);
                break;
            case ReferenceValue reference:
                Text(reference.Path);
                break;
            case DefinitionValue definition:
                Text(definition.Name);
                Text(definition.Fingerprint);
                Flag(definition.DoesNothing);
                List(definition.Models, Text);
                break;
            case SequenceValue sequence:
                List(sequence.Items, Value);
                break;
            case MappingValue mapping:
                List(
                    mapping.Entries,
                    entry =>
                    {
                        Value(entry.Key);
                        Value(entry.Value);
                    }
                );
                break;
            case CallValue call:
                Value(call.Target);
                List(call.Positional, Value);
                List(
                    call.Keywords,
                    entry =>
                    {
                        Text(entry.Key);
                        Value(entry.Value);
                    }
                );
                break;
            case UnknownValue unknown:
                Text(unknown.What);
                Text(unknown.Fingerprint);
                break;
        }
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    private void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);
}

/// <summary>The kinds of values as they are written.</summary>
internal enum ValueKind
{
    /// <summary>No value.</summary>
    None,

    /// <summary>A value that was written before.</summary>
    Again,

    /// <summary><see cref="TextValue"/>.</summary>
    Text,

    /// <summary><see cref="ConstantValue"/>.</summary>
    Constant,

    /// <summary><see cref="LiteralValue"/>.</summary>
    Literal,

    /// <summary><see cref="ReferenceValue"/>.</summary>
    Reference,

    /// <summary><see cref="DefinitionValue"/>.</summary>
    Definition,

    /// <summary>A list.</summary>
    List,

    /// <summary>A tuple.</summary>
    Tuple,

    /// <summary>A set.</summary>
    Set,

    /// <summary><see cref="MappingValue"/>.</summary>
    Mapping,

    /// <summary><see cref="CallValue"/>.</summary>
    Call,

    /// <summary><see cref="UnknownValue"/>.</summary>
    Unknown,
}
