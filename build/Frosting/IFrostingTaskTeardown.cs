using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after each task, failed or skipped as well.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Runs after each task, failed or skipped as well.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
