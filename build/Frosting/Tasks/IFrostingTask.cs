using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A unit of work. Tasks derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>.
/// </summary>
public interface IFrostingTask
{
    /// <summary>Shown with a skipped task when <see cref="ShouldRun"/> is false.</summary>
    /// <remarks>
    /// The base classes leave it to this default. A task that gives a message names the interface again:
    /// <c>class Tag : FrostingTask&lt;Context&gt;, IFrostingTask</c>.
    /// </remarks>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work.</summary>
    /// <param name="context">The context of the run.</param>
    /// <returns>A task that ends with the work.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether there is anything to do.</summary>
    /// <param name="context">The context of the run.</param>
    /// <returns><see langword="false"/> to skip the task.</returns>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles what the task threw. The failure counts as handled unless this throws.</summary>
    /// <param name="exception">What the task threw.</param>
    /// <param name="context">The context of the run.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task, failed or not.</summary>
    /// <param name="context">The context of the run.</param>
    void Finally(ICakeContext context);
}
