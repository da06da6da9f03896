using Cake.Core.IO;

namespace Pipeline.Tools.Processes;

/// <summary>A running tool whose end can be awaited.</summary>
public interface IToolProcess : IProcess
{
    /// <summary>
    /// What stands at the end of the error output without a line end, such as a question; else empty.
    /// </summary>
    string UnfinishedError { get; }

    /// <summary>
    /// Waits until the process has ended and its output has been handed on, and returns the exit code.
    /// </summary>
    /// <param name="cancellationToken">Ends the process with all its children before it throws.</param>
    /// <exception cref="OperationCanceledException">
    /// The process was ended by <paramref name="cancellationToken"/>.
    /// </exception>
    Task<int> WaitForExitAsync(CancellationToken cancellationToken);
}
