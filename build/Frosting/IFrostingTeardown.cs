using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after all tasks, whatever happened.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs after all tasks, whatever happened.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
