using System.Globalization;

namespace Foundation.Yaml;

/// <summary>
/// Whole numbers as Kubernetes' YAML reader takes them: decimal, <c>0644</c> and <c>0o644</c>, <c>0x1F</c>.
/// </summary>
public static class WholeNumber
{
    /// <summary>Reads a number; false when the text is none or does not fit 64 bits.</summary>
    public static bool TryParse(string text, out long number)
    {
        var isNegative = text.StartsWith('-');
        var digits = isNegative || text.StartsWith('+') ? text[1..] : text;
        var isNumber = digits switch
        {
            ['0', 'x', .. var hexadecimal] => long.TryParse(
                hexadecimal,
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out number
            ),
            ['0', 'o', .. var octal] => TryParseOctal(octal, out number),
            ['0', _, ..] => TryParseOctal(digits, out number),
            _ => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number),
        };
        if (isNegative)
            number = -number;
        return isNumber;
    }

    private static bool TryParseOctal(string digits, out long number)
    {
        number = 0;
        // 21 octal digits are 63 bits.
        if (digits.Length is 0 or > 21 || !digits.All(digit => digit is >= '0' and <= '7'))
            return false;
        foreach (var digit in digits)
            number = (number << 3) + (digit - '0');
        return true;
    }
}
