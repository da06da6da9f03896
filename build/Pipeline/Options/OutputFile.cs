using Foundation.Files;

namespace Pipeline.Options;

/// <summary>Finds out whether a file can be written before a run depends on it.</summary>
public static class OutputFile
{
    /// <summary>
    /// Why the file cannot be written, or <see langword="null"/>. Leaves an existing file as it is, and no new one.
    /// </summary>
    /// <param name="file">An absolute path; its folder is created.</param>
    /// <param name="content">What it shall hold, in a word: the record, the report.</param>
    public static string? ProblemOf(string file, string content)
    {
        if (SpecialFile.Is(file))
            return $"{file}: it is a device, a pipe or a socket, and the {content} would take its place; name a file, below {Path.GetTempPath()} when nobody is to keep it";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? file);
            var isNew = !File.Exists(file);
            using (new FileStream(file, FileMode.Append, FileAccess.Write))
            {
                // Opening it is the question.
            }
            if (isNew)
                File.Delete(file);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{file}: the {content} cannot be written there ({failure.Message.TrimEnd('.')}); name another file";
        }
    }
}
