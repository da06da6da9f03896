using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Foundation.Processes;

/// <summary>
/// The one way in which programs are started: without a shell, with their three streams in our hands, without what
/// <see cref="ChildEnvironment"/> keeps from them, and ended together with all that they started.
/// </summary>
/// <remarks>
/// A child shares this program's standard input only where a person has typed its command
/// (<see cref="ChildCommand.HasTerminal"/>). Another one cannot wait for the answer to a question that nobody sees.
/// (ssh and git ask on the terminal itself.)
/// </remarks>
public sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>What it reads; close it when nothing more comes.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What it writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What it complains about.</summary>
    public Stream Errors => _process.StandardError.BaseStream;

    /// <summary>How it ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The value of PATH that children inherit.</summary>
    public static string? InheritedPath =>
        new ProcessStartInfo().Environment.TryGetValue("PATH", out var path) ? path : null;

    /// <summary>Starts it.</summary>
    /// <exception cref="Win32Exception">The file cannot be run, or the working directory is not there.</exception>
    public static ChildProcess Start(ChildCommand command)
    {
        var start = new ProcessStartInfo(command.File)
        {
            UseShellExecute = false,
            CreateNoWindow = !command.HasTerminal,
            RedirectStandardInput = !command.HasTerminal,
            RedirectStandardOutput = !command.HasTerminal,
            RedirectStandardError = !command.HasTerminal,
            StandardOutputEncoding = command.HasTerminal ? null : Encoding.UTF8,
            StandardErrorEncoding = command.HasTerminal ? null : Encoding.UTF8,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        if (command.Line is not null)
            start.Arguments = command.Line;
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);
        ChildEnvironment.Clean(start.Environment, command.File);
        foreach (var name in command.Without)
            start.Environment.Remove(name);
        foreach (var (name, value) in command.Variables)
            start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch
        {
            process.Dispose();
            throw;
        }

        StartedPrograms.Add(command.File);
        return new ChildProcess(process);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">It was ended because the wait was cancelled.</exception>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        return _process.ExitCode;
    }

    /// <summary>Ends it and what it started, in whatever state it is.</summary>
    public void Kill()
    {
        try
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime, or a child of it did.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
