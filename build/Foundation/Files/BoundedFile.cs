using Foundation.Failures;
using Foundation.Limits;
using Foundation.Timing;

namespace Foundation.Files;

/// <summary>Text files that others have written.</summary>
public static class BoundedFile
{
    // As long as a command that writes into a pipe may take to begin, and to end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The text of a file.</summary>
    /// <param name="path">The file; may be a pipe, as a shell makes it for <c>&lt;(command)</c>.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <exception cref="TooLargeException">It is larger.</exception>
    /// <exception cref="IOException">It cannot be read, or is a pipe into which nobody writes.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string ReadText(string path, int limit) =>
        ReadTextAsync(path, limit, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>
    /// The text of a file that a person writes. Another encoding than UTF-8 would lose letters, and nobody would see
    /// it.
    /// </summary>
    /// <param name="path">The file, as for <see cref="ReadText"/>.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <exception cref="UsageException">
    /// It cannot be read, is larger, or is not UTF-8 and its first bytes name no other encoding. For that the error has
    /// the line.
    /// </exception>
    public static string ReadWrittenText(string path, int limit)
    {
        var bytes = ReadWritten(path, limit);
        return WrittenText.UnreadableLine(bytes) is { } line
            ? throw new UsageException($"{path}:{line}: is not UTF-8; save it as UTF-8")
            : WrittenText.Of(bytes);
    }

    /// <inheritdoc cref="ReadText"/>
    public static Task<string> ReadTextAsync(string path, int limit, CancellationToken cancellationToken) =>
        ReadTextAsync(path, limit, Patience, cancellationToken);

    internal static async Task<string> ReadTextAsync(
        string path,
        int limit,
        TimeSpan patience,
        CancellationToken cancellationToken
    ) => WrittenText.Of(await ReadAsync(path, limit, patience, cancellationToken));

    private static byte[] ReadWritten(string path, int limit)
    {
        try
        {
            return ReadAsync(path, limit, Patience, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: cannot be read: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static async Task<byte[]> ReadAsync(
        string path,
        int limit,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        // Opening a pipe waits for its writer, and no cancellation reaches that wait.
        var reading = Task.Run(() => ReadNow(path, limit), cancellationToken);
        try
        {
            return await reading.WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new IOException(
                $"nobody has written into it, and closed it, within {DurationText.OfLimit(patience)}",
                exception
            );
        }
    }

    private static byte[] ReadNow(string path, int limit)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return BoundedRead.Bytes(stream, limit);
    }
}
