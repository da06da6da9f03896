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

/// <summary>Runs after all tasks, whatever happened.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs after all tasks, whatever happened.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}

/// <summary>Runs before and after the run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;

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

/// <summary>Runs before any task, with Cake's own context. When it throws, no task runs; teardown still does.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;

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

/// <summary>Runs after all tasks, whatever happened, with Cake's own context.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;

/// <summary>Runs before and after the run.</summary>
/// <typeparam name="TContext">The context of the run.</typeparam>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    /// <summary>Runs before any task. When it throws, no task runs; teardown still does.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <summary>Runs after all tasks, whatever happened.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown((TContext)context, info);
}

/// <summary>Runs before and after the run, with Cake's own context.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
