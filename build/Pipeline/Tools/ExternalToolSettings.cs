using Cake.Core.Tooling;

namespace Pipeline.Tools;

/// <summary>
/// What every tool can be told. <see cref="ToolSettings.ToolTimeout"/> limits the run (each tool has a default), and
/// <see cref="ToolSettings.EnvironmentVariables"/> add to the inherited environment.
/// </summary>
public abstract class ExternalToolSettings : ToolSettings
{
    /// <summary>
    /// Receives each line of a command that works for long (a build, a push, a fetch) as it comes, without secrets.
    /// Called from any thread, one line at a time.
    /// </summary>
    public Action<string>? OnLine { get; set; }
}
