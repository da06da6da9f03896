using System.Globalization;

namespace Releases.Versions;

/// <summary>One number of a version: digits only, no sign, no leading zero.</summary>
internal static class VersionNumber
{
    /// <summary>
    /// Reads the number. False when the text is anything else or the number does not fit into 32 bits.
    /// </summary>
    public static bool TryParse(string text, out int number)
    {
        number = 0;
        return (text == "0" || !text.StartsWith('0'))
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
