using Cake.Core.IO;
using Cake.Core.Tooling;
using Foundation.Processes;

namespace Pipeline.Tools.Processes;

/// <summary>
/// Finds tools in PATH alone. Cake's own locator first looks below the folders <c>tools</c> and those that
/// <c>cake.config</c> and <c>CAKE_*</c> name, which a checkout can bring along.
/// </summary>
public sealed class PathLocator : IToolLocator
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: a tool is where PATH has it.</exception>
    public void RegisterFile(FilePath path) => throw new NotSupportedException("tools are found in PATH");

    /// <inheritdoc/>
    public FilePath? Resolve(string tool) =>
        ProgramSearch.Find(tool, ChildProcess.InheritedPath) is { } file ? new FilePath(file) : null;

    /// <inheritdoc/>
    public FilePath? Resolve(IEnumerable<string> tool) => tool.Select(Resolve).FirstOrDefault(file => file is not null);
}
