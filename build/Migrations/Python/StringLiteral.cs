using System.Globalization;
using System.Text;

namespace Migrations.Python;

/// <summary>Finds the characters of a string literal (Language Reference 2.5).</summary>
internal static class StringLiteral
{
    /// <summary>Whether a literal is bytes.</summary>
    public static bool IsBytes(ReadOnlySpan<char> literal) => literal[..Quote(literal)].ContainsAny('b', 'B');

    /// <summary>The characters of a literal. <see langword="null"/> when only a running program knows them.</summary>
    public static string? Value(ReadOnlySpan<char> literal, bool isFormatted)
    {
        var quote = Quote(literal);
        var prefix = literal[..quote];
        var marks = Literals.IsTriple(literal, quote) && literal.Length >= quote + 6 ? 3 : 1;
        var inner = literal[(quote + marks)..^marks];
        if (isFormatted)
            return inner.ContainsAny('{', '}') ? null : Unescape(inner, prefix);
        return Unescape(inner, prefix);
    }

    private static int Quote(ReadOnlySpan<char> literal) => literal.IndexOfAny('"', '\'');

    private static string? Unescape(ReadOnlySpan<char> inner, ReadOnlySpan<char> prefix) =>
        !inner.Contains('\\') || prefix.ContainsAny('r', 'R') ? inner.ToString() : Unescape(inner);

    private static string? Unescape(ReadOnlySpan<char> inner)
    {
        var text = new StringBuilder(inner.Length);
        for (var index = 0; index < inner.Length; )
        {
            if (inner[index] != '\\' || index + 1 == inner.Length)
            {
                text.Append(inner[index++]);
                continue;
            }
            var length = Escape(inner[(index + 1)..], text);
            if (length == 0)
                return null;
            index += 1 + length;
        }
        return text.ToString();
    }

    // Appends the character of an escape. It returns the number of characters that the escape takes behind the
    // backslash, or 0 for a Unicode name, which is not known here.
    private static int Escape(ReadOnlySpan<char> rest, StringBuilder text)
    {
        switch (rest[0])
        {
            case '\r' when rest.Length > 1 && rest[1] == '\n':
                return 2;
            case '\r' or '\n':
                return 1;
            case 'x':
                return Coded(rest, digits: 2, text);
            case 'u':
                return Coded(rest, digits: 4, text);
            case 'U':
                return Coded(rest, digits: 8, text);
            case 'N':
                return 0;
            case >= '0' and <= '7':
                return Octal(rest, text);
            default:
                text.Append(Simple(rest[0]));
                return 1;
        }
    }

    // An unknown escape stays as it is written, with its backslash.
    private static string Simple(char character) =>
        character switch
        {
            '\\' or '\'' or '"' => character.ToString(),
            'a' => "\a",
            'b' => "\b",
            'f' => "\f",
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'v' => "\v",
            _ => $"\\{character}",
        };

    private static int Coded(ReadOnlySpan<char> rest, int digits, StringBuilder text)
    {
        if (
            rest.Length <= digits
            || !int.TryParse(
                rest.Slice(1, digits),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var code
            )
        )
            return 0;
        if (Rune.IsValid(code))
            text.Append(new Rune(code).ToString());
        else if (code is >= 0 and <= char.MaxValue)
            text.Append((char)code);
        else
            return 0;
        return 1 + digits;
    }

    private static int Octal(ReadOnlySpan<char> rest, StringBuilder text)
    {
        var (length, code) = (0, 0);
        for (; length < 3 && length < rest.Length && rest[length] is >= '0' and <= '7'; length++)
            code = code * 8 + (rest[length] - '0');
        text.Append((char)code);
        return length;
    }
}
