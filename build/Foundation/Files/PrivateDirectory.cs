using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Foundation.Failures;
using Foundation.Secrets;

namespace Foundation.Files;

/// <summary>
/// A temporary directory that only this user can enter (mode 0700) and whose files only this user can read (mode 0600).
/// It is removed when disposed, and when the process ends in any orderly way; code that handles Ctrl-C has to dispose
/// it, since a process that dies of SIGINT runs no exit handlers.
/// </summary>
public sealed class PrivateDirectory : IDisposable
{
    private const UnixFileMode OwnerMayEnter =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int Attempts = 20;
    private const string Prefix = "release-";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly EventHandler _removeAtExit;
    private readonly ConcurrentBag<string> _written = [];
    private readonly IDisposable _mark;
    private int _disposed;

    private PrivateDirectory(string path, IDisposable mark)
    {
        Path = path;
        _mark = mark;
        _removeAtExit = (_, _) => Dispose();
        AppDomain.CurrentDomain.ProcessExit += _removeAtExit;
    }

    /// <summary>The directory's absolute path.</summary>
    public string Path { get; }

    /// <summary>Creates a new, empty one under the system's temporary directory.</summary>
    /// <exception cref="ReleaseException">None can be made there.</exception>
    public static PrivateDirectory Create()
    {
        try
        {
            // The framework creates it with mode 0700 and a name that nobody can guess or occupy beforehand.
            return CreateMarked(() => Directory.CreateTempSubdirectory(Prefix));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                $"no temporary folder can be made in {System.IO.Path.GetTempPath()}: {exception.Message}",
                "set TMPDIR to a folder that is there and that you may write to",
                exception
            );
        }
    }

    /// <summary>Creates a new, empty one under a folder that others may write to as well.</summary>
    /// <exception cref="IOException">None can be made there.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public static PrivateDirectory CreateIn(string parent) => CreateMarked(() => Make(parent));

    private static DirectoryInfo Make(string parent) =>
        MakePrivate(System.IO.Path.Combine(parent, Prefix + System.IO.Path.GetRandomFileName()));

    private static DirectoryInfo MakePrivate(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerMayEnter);

    private static PrivateDirectory CreateMarked(Func<DirectoryInfo> make)
    {
        for (var attempt = 1; ; attempt++)
        {
            var folder = make();
            try
            {
                var mark = Abandoned.Mark(folder.FullName);
                Abandoned.SweepBeside(folder, Prefix);
                return new(folder.FullName, mark);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another process was looking for abandoned ones, and has removed it.
                TryRemove(folder.FullName);
            }
        }
    }

    /// <summary>The path that a file of this name has here, whether or not it exists.</summary>
    /// <param name="name">A plain file name; a region's name may hold anything but separators.</param>
    /// <exception cref="ArgumentException">The name would lead out of the directory.</exception>
    public string PathOf(string name)
    {
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().ContainsAny('/', '\\', '\0'))
            throw new ArgumentException($"'{name}' is no plain file name.", nameof(name));

        return System.IO.Path.Combine(Path, name);
    }

    /// <summary>Writes a file, replacing one of the same name, and returns its path.</summary>
    public string Write(string name, string content)
    {
        var path = PathOf(name);
        File.Delete(path);
        PrivateFile.Create(path, content);
        _written.Add(path);
        return path;
    }

    /// <summary>Writes a secret to a file, replacing one of the same name, and returns its path.</summary>
    public string Write(string name, Secret content) => Write(name, content.Reveal());

    /// <summary>Creates a directory inside, as private as this one, and returns its path.</summary>
    public string CreateDirectory(string name)
    {
        var path = PathOf(name);
        MakePrivate(path);
        return path;
    }

    /// <summary>
    /// Removes the directory and all that is in it; links are removed, what they point to stays. Tries for up to a
    /// second and never throws: what cannot be removed is no reason to fail at the end of a run.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        AppDomain.CurrentDomain.ProcessExit -= _removeAtExit;
        _mark.Dispose();
        // Secrets first, each by its name: a process that is out of file handles cannot list a folder any more.
        foreach (var file in _written)
            TryDelete(file);
        // A child that was just killed may write a last file while the others are being deleted.
        for (var attempt = 1; !TryRemove(Path) && attempt < Attempts; attempt++)
            Wait();
    }

    // Of its own, so that what removes the secrets can be compiled where no file, and so no library, can be opened.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Wait() => Thread.Sleep(Pause);

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Its folder is gone, or is removed below.
        }
    }

    private static bool TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody has cleaned the temporary directory before: there is nothing left to do.
        }
        return !Directory.Exists(folder);
    }
}
