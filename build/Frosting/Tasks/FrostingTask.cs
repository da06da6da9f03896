using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task with a context of its own. Only what a task overrides takes part in its run.</summary>
/// <typeparam name="T">The context that the task needs; the host's context must be convertible to it.</typeparam>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work. A task that does not override it only gathers its dependencies.</summary>
    /// <param name="context">The context of the run.</param>
    public virtual void Run(T context) { }

    /// <summary>Whether there is anything to do. Being false is an error on the target that was asked for.</summary>
    /// <param name="context">The context of the run.</param>
    /// <returns><see langword="false"/> to skip the task.</returns>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles what the task threw. The failure counts as handled unless this throws.</summary>
    /// <param name="exception">What the task threw.</param>
    /// <param name="context">The context of the run.</param>
    public virtual void OnError(Exception exception, T context) { }

    /// <summary>Runs after the task, failed or not.</summary>
    /// <param name="context">The context of the run.</param>
    public virtual void Finally(T context) { }

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        Run((T)context);
        return Task.CompletedTask;
    }

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}

/// <summary>A task that needs nothing but Cake's own context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
