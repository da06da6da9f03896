using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Foundation.Processes;

namespace Pipeline.Tools.Processes;

/// <summary>
/// Starts tools in place of Cake's runner, which kills only the process itself and then waits for as long as a child of
/// it keeps the output open, blocks a thread for each wait, and fails when a process does not read its input.
/// </summary>
public sealed class ToolProcessRunner(ICakeEnvironment environment, ICakeLog log, TimeProvider time) : IProcessRunner
{
    /// <inheritdoc/>
    /// <exception cref="System.ComponentModel.Win32Exception">The file cannot be executed.</exception>
    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        ArgumentNullException.ThrowIfNull(filePath);
        ArgumentNullException.ThrowIfNull(settings);

        log.Debug("{0} {1}", filePath.GetFilename(), settings.Arguments.RenderSafe());
        var directory = settings.WorkingDirectory ?? environment.WorkingDirectory;
        var variables = settings.EnvironmentVariables ?? new Dictionary<string, string>();
        var command = new ChildCommand(filePath.FullPath)
        {
            Line = settings.Arguments.Render(),
            WorkingDirectory = directory.MakeAbsolute(environment).FullPath,
            Variables = variables.Where(variable => variable.Value is not null),
            Without = [.. variables.Where(variable => variable.Value is null).Select(variable => variable.Key)],
        };
        return new ToolProcess(ChildProcess.Start(command), settings, time);
    }
}
