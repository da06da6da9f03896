using System.Text;

namespace Foundation.Streams;

/// <summary>Reads a whole stream as UTF-8 text, up to a size.</summary>
public static class BoundedText
{
    private const int BlockBytes = 16 * 1024;

    /// <summary>The text, or <see langword="null"/> as soon as there is more than that many bytes of it.</summary>
    public static async Task<string?> ReadAsync(Stream stream, int mostBytes, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var block = new byte[BlockBytes];
        while (await stream.ReadAsync(block, cancellationToken) is > 0 and var count)
        {
            if (text.Length + count > mostBytes)
                return null;
            text.Write(block, 0, count);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>The first bytes of the text. The rest is read and dropped, so that its writer never waits.</summary>
    public static async Task<string> ReadFirstAsync(Stream stream, int mostBytes, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var block = new byte[BlockBytes];
        while (await stream.ReadAsync(block, cancellationToken) is > 0 and var count)
            text.Write(block, 0, (int)Math.Min(count, mostBytes - text.Length));
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
