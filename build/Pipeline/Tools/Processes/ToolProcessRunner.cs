using System.Diagnostics;
using System.Text;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Pipeline.Tools.Processes;

/// <summary>
/// Starts tools in place of Cake's runner, which kills only the process itself and then waits for as long as a child of
/// it keeps the output open, blocks a thread for each wait, and fails when a process does not read its input.
/// </summary>
/// <remarks>
/// The process never shares this one's standard input: without input of its own it reads the end of file at once, so it
/// cannot wait for an answer that nobody sees a question for. (ssh and git ask on the terminal itself.)
/// </remarks>
public sealed class ToolProcessRunner(ICakeEnvironment environment, ICakeLog log, TimeProvider time) : IProcessRunner
{
    /// <inheritdoc/>
    /// <exception cref="System.ComponentModel.Win32Exception">The file cannot be executed.</exception>
    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        ArgumentNullException.ThrowIfNull(filePath);
        ArgumentNullException.ThrowIfNull(settings);

        log.Debug("Executing: {0} {1}", filePath.FullPath, settings.Arguments.RenderSafe());
        var process = new Process { StartInfo = StartInfo(filePath, settings) };
        process.Start();
        return new ToolProcess(process, settings, time);
    }

    private ProcessStartInfo StartInfo(FilePath filePath, ProcessSettings settings)
    {
        var directory = settings.WorkingDirectory ?? environment.WorkingDirectory;
        var start = new ProcessStartInfo(filePath.FullPath, settings.Arguments.Render())
        {
            UseShellExecute = false,
            WorkingDirectory = directory.MakeAbsolute(environment).FullPath,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in settings.EnvironmentVariables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }
}
