using System.Text;
using Foundation.Failures;
using Foundation.Secrets;

namespace Foundation.Files;

/// <summary>A file that only this user can read (mode 0600; on Windows, everybody who may enter its folder).</summary>
public static class PrivateFile
{
    /// <summary>Writes a secret to a file. One that is there is replaced in one step, and its mode with it.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="content">What it shall hold.</param>
    /// <exception cref="ReleaseException">It cannot be written there.</exception>
    public static void Replace(string path, Secret content)
    {
        var next = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            Create(next, content.Reveal());
            File.Move(next, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(next);
            throw new ReleaseException($"{path}: cannot be written: {exception.Message}", null, exception);
        }
    }

    /// <summary>
    /// Creates a file in a place where none is, since an existing one would keep the mode that somebody else gave it.
    /// </summary>
    /// <exception cref="IOException">A file is there already, or none can be created.</exception>
    public static void Create(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(content));
    }
}
