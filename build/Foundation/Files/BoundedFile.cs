using Foundation.Limits;

namespace Foundation.Files;

/// <summary>Text files that others have written.</summary>
public static class BoundedFile
{
    /// <summary>The text of a file.</summary>
    /// <param name="path">The file; may be a pipe, as a shell makes it for <c>&lt;(command)</c>.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <exception cref="TooLargeException">It is larger.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string ReadText(string path, int limit) =>
        // A file is read in no time, or the system lets nobody wait for it anyway.
        ReadTextAsync(path, limit, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc cref="ReadText"/>
    public static async Task<string> ReadTextAsync(string path, int limit, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return await BoundedRead.TextAsync(stream, limit, cancellationToken);
    }
}
