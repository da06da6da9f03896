namespace Pipeline.Tools.Git;

/// <summary>What Git LFS leaves in place of a large file that it has not fetched (its specification, v1).</summary>
internal static class LargeFilePointer
{
    private const int Longest = 1024;

    private static ReadOnlySpan<byte> Start => "version https://git-lfs.github.com/spec/v1"u8;

    /// <summary>Whether a file is one. What cannot be read is none: git's status speaks of that.</summary>
    public static async Task<bool> IsAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: > 0 and < Longest })
                return false;
            var text = await File.ReadAllBytesAsync(path, cancellationToken);
            return text.AsSpan().StartsWith(Start);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
