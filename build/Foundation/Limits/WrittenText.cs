using System.Text;
using System.Text.Unicode;

namespace Foundation.Limits;

/// <summary>Bytes as text: UTF-8, unless the first of them say otherwise.</summary>
public static class WrittenText
{
    private static readonly byte[][] MarksOfOthers =
    [
        [0xFE, 0xFF],
        [0xFF, 0xFE],
        [0, 0, 0xFE, 0xFF],
    ];

    /// <summary>The text. What cannot be read of it is replaced by U+FFFD.</summary>
    public static string Of(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// The line of the first byte that cannot be read, counted from 1. <see langword="null"/> when all can be.
    /// </summary>
    public static int? UnreadableLine(ReadOnlySpan<byte> bytes)
    {
        foreach (var mark in MarksOfOthers)
        {
            if (bytes.StartsWith(mark))
                return null;
        }
        if (Utf8.IsValid(bytes))
            return null;
        // No letter of several bytes has the byte of a line end in it.
        var number = 0;
        foreach (var line in bytes.Split((byte)'\n'))
        {
            number++;
            if (!Utf8.IsValid(bytes[line]))
                return number;
        }
        return number;
    }
}
