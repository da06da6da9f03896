using System.ComponentModel;
using System.Diagnostics;
using Foundation.Failures;

namespace Migrations.Git;

/// <summary>One run of git: by argument list, without a shell, without questions, ended with what it started.</summary>
internal sealed class GitProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private GitProcess(Process process, CancellationToken cancellationToken)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync(cancellationToken);
    }

    /// <summary>What git reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What git writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts git in a folder.</summary>
    /// <exception cref="ReleaseException">git is not there.</exception>
    public static GitProcess Start(string directory, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            return new(Process.Start(start)!, cancellationToken);
        }
        catch (Win32Exception exception)
        {
            var what = Directory.Exists(directory)
                ? "git is not installed or not in PATH"
                : $"there is no folder {directory}";
            throw new ReleaseException($"The migrations cannot be read: {what}.", inner: exception);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>What git complained about, or <see langword="null"/> when it succeeded.</returns>
    public async Task<string?> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        var lines = (await _errors).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return _process.ExitCode == 0 ? null
            : lines.Length > 0 ? lines[0]
            : $"exit code {_process.ExitCode}";
    }

    /// <summary>Ends git and what it started, in whatever state it is.</summary>
    public void End()
    {
        try
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It ended by itself in between.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _process.Dispose();
    }
}
