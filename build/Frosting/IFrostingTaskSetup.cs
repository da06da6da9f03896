using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before each task. When it throws, the task does not run; its teardown still does.</summary>
public interface IFrostingTaskSetup
{
    /// <summary>Runs before each task. When it throws, the task does not run; its teardown still does.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    void Setup(ICakeContext context, ITaskSetupContext info);
}
