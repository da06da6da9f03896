using System.Text;

namespace Migrations.Git;

/// <summary>Turns the bytes of a file's name into text that is unique and safe to print.</summary>
internal static class GitPath
{
    /// <summary>
    /// The text of a name. Control characters, backslashes and bytes that are no UTF-8 are written as <c>\xNN</c>.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> name)
    {
        if (!NeedsEscapes(name))
            return Encoding.UTF8.GetString(name);
        var text = new StringBuilder();
        while (name.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(name, out var rune, out var length);
            if (status == System.Buffers.OperationStatus.Done && !Rune.IsControl(rune) && rune.Value != '\\')
                text.Append(rune.ToString());
            else
            {
                foreach (var value in name[..length])
                    text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{value:x2}");
            }
            name = name[length..];
        }
        return text.ToString();
    }

    private static bool NeedsEscapes(ReadOnlySpan<byte> name)
    {
        if (name.ContainsAnyInRange((byte)0, (byte)31) || name.ContainsAny((byte)'\\', (byte)127))
            return true;
        // Control characters of the second kind (U+0080 to U+009F) start with this byte.
        return name.Contains((byte)0xC2) || !System.Text.Unicode.Utf8.IsValid(name);
    }
}
