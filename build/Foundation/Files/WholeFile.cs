namespace Foundation.Files;

/// <summary>A file that is written as a whole or not at all.</summary>
public static class WholeFile
{
    /// <summary>
    /// Writes a file. A reader, or a crash, never sees half of it: the new one takes the old one's place in one step.
    /// </summary>
    /// <param name="file">An absolute path; its folder is created.</param>
    /// <param name="text">What it shall hold.</param>
    /// <returns>Why it could not be written, or <see langword="null"/>.</returns>
    public static string? TryWrite(string file, string text) => TryWrite(file, next => File.WriteAllText(next, text));

    /// <summary>Writes a file of bytes, in the same way.</summary>
    /// <param name="file">An absolute path; its folder is created.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <returns>Why it could not be written, or <see langword="null"/>.</returns>
    public static string? TryWrite(string file, byte[] bytes) =>
        TryWrite(file, next => File.WriteAllBytes(next, bytes));

    private static string? TryWrite(string file, Action<string> write)
    {
        var next = $"{file}.{Guid.NewGuid():N}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            write(next);
            File.Move(next, file, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Discard(next);
            return exception.Message;
        }
    }

    private static void Discard(string next)
    {
        try
        {
            File.Delete(next);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What keeps the file from being written may keep this from being deleted.
        }
    }
}
