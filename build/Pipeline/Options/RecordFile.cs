namespace Pipeline.Options;

/// <summary>Finds out whether a record can be written before a run depends on it.</summary>
public static class RecordFile
{
    /// <summary>Why the file cannot be written, or <see langword="null"/>. Leaves an existing file as it is, and no new one.</summary>
    /// <param name="file">An absolute path; its folder is created.</param>
    public static string? ProblemOf(string file)
    {
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
            return $"{file}: the record cannot be written there ({failure.Message.TrimEnd('.')}); name another file";
        }
    }
}
