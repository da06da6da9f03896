using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after all tasks, whatever happened.</summary>
/// <typeparam name="TContext">The context of the run.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    /// <summary>Runs after all tasks, whatever happened.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown((TContext)context, info);
}
