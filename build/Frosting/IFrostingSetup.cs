using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before any task. When it throws, no task runs; teardown still does.</summary>
public interface IFrostingSetup
{
    /// <summary>Runs before any task. When it throws, no task runs; teardown still does.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
