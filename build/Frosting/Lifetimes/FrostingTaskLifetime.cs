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

/// <summary>Runs after each task, failed or skipped as well.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Runs after each task, failed or skipped as well.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}

/// <summary>Runs before and after each task.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;

/// <summary>Runs before each task. When it throws, the task does not run; its teardown still does.</summary>
/// <typeparam name="TContext">The context of the run.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    /// <summary>Runs before each task. When it throws, the task does not run; its teardown still does.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) => Setup((TContext)context, info);
}

/// <summary>
/// Runs before each task, with Cake's own context. When it throws, the task does not run; its teardown still does.
/// </summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;

/// <summary>Runs after each task, failed or skipped as well.</summary>
/// <typeparam name="TContext">The context of the run.</typeparam>
public abstract class FrostingTaskTeardown<TContext> : IFrostingTaskTeardown
    where TContext : ICakeContext
{
    /// <summary>Runs after each task, failed or skipped as well.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info) =>
        Teardown((TContext)context, info);
}

/// <summary>Runs after each task, failed or skipped as well, with Cake's own context.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;

/// <summary>Runs before and after each task.</summary>
/// <typeparam name="TContext">The context of the run.</typeparam>
public abstract class FrostingTaskLifetime<TContext> : IFrostingTaskLifetime
    where TContext : ICakeContext
{
    /// <summary>Runs before each task. When it throws, the task does not run; its teardown still does.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    /// <summary>Runs after each task, failed or skipped as well.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">What the engine knows at this point.</param>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) => Setup((TContext)context, info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info) =>
        Teardown((TContext)context, info);
}

/// <summary>Runs before and after each task, with Cake's own context.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
