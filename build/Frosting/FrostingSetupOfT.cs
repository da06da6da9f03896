using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before any task. When it throws, no task runs; teardown still does.</summary>
/// <typeparam name="TContext">The context of the run.</typeparam>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    /// <summary>Runs before any task. When it throws, no task runs; teardown still does.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    public abstract void Setup(TContext context, ISetupContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);
}
