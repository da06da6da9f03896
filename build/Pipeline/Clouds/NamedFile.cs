using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;

namespace Pipeline.Clouds;

/// <summary>A file that an environment variable, or another file, names for a login.</summary>
/// <param name="NamedBy">What names it.</param>
/// <param name="Path">The file.</param>
/// <param name="NextStep">What helps when it cannot be used.</param>
internal sealed record NamedFile(string NamedBy, string Path, string NextStep)
{
    /// <summary>Its text; read each time, since whoever writes it replaces it.</summary>
    /// <exception cref="ReleaseException">It cannot be read, or is empty.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var text = await BoundedFile.ReadTextAsync(Path, InputLimits.CredentialFile, cancellationToken);
            return text.Trim() is { Length: > 0 } content ? content : throw Unfit("is empty");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unfit($"is not there{(Tilde.Begins(Path) ? ": nothing expands its ~" : "")}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unfit($"cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The failure of one that is not what it should be.</summary>
    public ReleaseException Unfit(string what, Exception? cause = null) =>
        new($"{NamedBy}: the file {Path} {what}", NextStep, cause);
}
