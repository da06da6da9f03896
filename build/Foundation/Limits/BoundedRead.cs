using System.Text;

namespace Foundation.Limits;

/// <summary>Reads streams to their end, up to a limit.</summary>
public static class BoundedRead
{
    private const int Piece = 64 * 1024;

    /// <summary>The bytes of a stream.</summary>
    /// <exception cref="TooLargeException">There are more than the limit.</exception>
    public static async Task<byte[]> BytesAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var piece = new byte[Piece];
        while (await stream.ReadAsync(piece, cancellationToken) is var read and > 0)
            Keep(all, piece.AsSpan(0, read), limit);
        return all.ToArray();
    }

    /// <summary>The body of an answer; ask for its headers alone before.</summary>
    /// <exception cref="TooLargeException">It is larger than the limit.</exception>
    public static async Task<byte[]> BytesAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        return await BytesAsync(body, limit, cancellationToken);
    }

    /// <summary>The text of a stream: UTF-8, unless its first bytes say otherwise.</summary>
    /// <exception cref="TooLargeException">It is larger than the limit.</exception>
    public static async Task<string> TextAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream(await BytesAsync(stream, limit, cancellationToken));
        using var reader = new StreamReader(all, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>The bytes of a stream, where nothing has to cancel the wait for them.</summary>
    /// <exception cref="TooLargeException">There are more than the limit.</exception>
    public static byte[] Bytes(Stream stream, int limit)
    {
        using var all = new MemoryStream();
        var piece = new byte[Piece];
        while (stream.Read(piece) is var read and > 0)
            Keep(all, piece.AsSpan(0, read), limit);
        return all.ToArray();
    }

    /// <summary>
    /// The first of a text. The rest is read and dropped, so that its writer never waits. When it is cancelled, it
    /// gives what has come by then.
    /// </summary>
    public static async Task<string> FirstAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var piece = new byte[Piece];
        try
        {
            while (await stream.ReadAsync(piece, cancellationToken) is var read and > 0)
                all.Write(piece, 0, (int)Math.Min(read, most - all.Length));
        }
        catch (OperationCanceledException)
        {
            // The last words of a program that hangs tell why it hangs.
        }
        return Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
    }

    // Counted before it is kept: a stream without an end must not fill the memory.
    private static void Keep(MemoryStream all, ReadOnlySpan<byte> piece, int limit)
    {
        if (all.Length + piece.Length > limit)
            throw new TooLargeException(limit);
        all.Write(piece);
    }
}
