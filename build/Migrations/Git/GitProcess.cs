using System.ComponentModel;
using Foundation.Failures;
using Foundation.Limits;
using Foundation.Processes;

namespace Migrations.Git;

/// <summary>
/// One run of git that reads a checkout. Git asks no questions. When the run ends, its child processes end also.
/// </summary>
internal sealed class GitProcess : IDisposable
{
    private const int MostErrorBytes = 64 * 1024;

    private readonly ChildProcess _process;
    private readonly Task<string> _errors;

    private GitProcess(ChildProcess process, CancellationToken cancellationToken)
    {
        _process = process;
        _errors = BoundedRead.FirstAsync(process.Errors, MostErrorBytes, cancellationToken);
    }

    /// <summary>The standard input of git.</summary>
    public Stream Input => _process.Input;

    /// <summary>The standard output of git.</summary>
    public Stream Output => _process.Output;

    /// <summary>Starts git in a folder.</summary>
    /// <exception cref="ReleaseException">git is not installed.</exception>
    public static GitProcess Start(
        string directory,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var file =
            ProgramSearch.Find("git", ChildProcess.InheritedPath)
            ?? throw Unreadable("git is not installed or not in PATH");
        var command = new ChildCommand(file)
        {
            Arguments = arguments,
            WorkingDirectory = directory,
            Variables =
            [
                new("GIT_TERMINAL_PROMPT", "0"),
                new("GIT_OPTIONAL_LOCKS", "0"),
                // Errors are recognised by their English text.
                new("LC_ALL", "C"),
            ],
        };
        try
        {
            return new(ChildProcess.Start(command), cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw Unreadable(
                Directory.Exists(directory) ? $"{file} cannot be run" : $"there is no folder {directory}",
                exception
            );
        }
    }

    /// <summary>Waits for the end of git.</summary>
    /// <returns>Git's error, or <see langword="null"/> when git succeeded.</returns>
    public async Task<string?> EndAsync(CancellationToken cancellationToken)
    {
        var exitCode = await _process.WaitForExitAsync(cancellationToken);
        var lines = (await _errors).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return exitCode == 0 ? null
            : lines.Length > 0 ? lines[0]
            : $"exit code {exitCode}";
    }

    /// <summary>Ends git and its child processes, whatever they do.</summary>
    public void End() => _process.Kill();

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private static ReleaseException Unreadable(string why, Exception? inner = null) =>
        new($"The migrations cannot be read: {why}.", inner: inner);
}
