using System.Text;
using Migrations.Python.Syntax;

namespace Migrations.Python.Values;

/// <summary>Writes values in one spelling. Equal texts then mean equal values, whatever their formatting was.</summary>
internal static class ValueText
{
    private static readonly Dictionary<CollectionKind, string> Brackets = new()
    {
        [CollectionKind.List] = "[]",
        [CollectionKind.Tuple] = "()",
        [CollectionKind.Set] = "{}",
    };

    /// <summary>Whether two values are the same. Unknown values are the same when their code is.</summary>
    public static bool AreEqual(PythonValue? left, PythonValue? right) =>
        ReferenceEquals(left, right)
        || (left is not null && right is not null && left.Size == right.Size && Of(left) == Of(right));

    /// <summary>The text of a value.</summary>
    public static string Of(PythonValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, PythonValue value)
    {
        switch (value)
        {
            case TextValue known:
                Quote(text, known.Text);
                break;
            case ConstantValue constant:
                text.Append(constant.Name);
                break;
            case LiteralValue literal:
                text.Append(literal.Text);
                break;
            case ReferenceValue reference:
                text.Append(reference.Path);
                break;
            case DefinitionValue definition:
                text.Append(definition.Name).Append('@').Append(definition.Fingerprint);
                break;
            case SequenceValue sequence:
                Append(text, sequence);
                break;
            case MappingValue mapping:
                Append(text, mapping);
                break;
            case CallValue call:
                Append(text, call);
                break;
            case UnknownValue unknown:
                text.Append('?').Append(unknown.Fingerprint);
                break;
        }
    }

    private static void Append(StringBuilder text, SequenceValue sequence)
    {
        var brackets = Brackets[sequence.Kind];
        text.Append(brackets[0]);
        foreach (var item in sequence.Items)
        {
            Append(text, item);
            text.Append(',');
        }
        text.Append(brackets[1]);
    }

    private static void Append(StringBuilder text, MappingValue mapping)
    {
        text.Append('{');
        foreach (var (key, value) in mapping.Entries)
        {
            Append(text, key);
            text.Append(':');
            Append(text, value);
            text.Append(',');
        }
        text.Append('}');
    }

    // The order of named arguments does not matter.
    private static void Append(StringBuilder text, CallValue call)
    {
        Append(text, call.Target);
        text.Append('(');
        foreach (var value in call.Positional)
        {
            Append(text, value);
            text.Append(',');
        }
        foreach (var (name, value) in call.Keywords.OrderBy(keyword => keyword.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('=');
            Append(text, value);
            text.Append(',');
        }
        text.Append(')');
    }

    private static void Quote(StringBuilder text, string value) =>
        text.Append('\'')
            .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal))
            .Append('\'');
}
