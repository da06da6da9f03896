using System.Reflection;
using Cake.Frosting;
using Pipeline.Checks;
using Pipeline.Running;

namespace Pipeline.Tasks;

/// <summary>A task that may have nothing to do, and says why.</summary>
public abstract class ReleaseTask : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public sealed override bool ShouldRun(ReleaseContext context)
    {
        // Cake takes a requested target that is skipped for an error; that one says so itself, when it runs.
        if (context.IsDryRun || context.IsTarget(TaskName))
            return true;
        if (ReasonToSkipAsync(context).GetAwaiter().GetResult() is not { } reason)
            return true;
        SayNothingToDo(context, reason);
        return false;
    }

    /// <inheritdoc/>
    public sealed override async Task RunAsync(ReleaseContext context)
    {
        try
        {
            context.Cancelled.ThrowIfCancellationRequested();
            if (context.IsTarget(TaskName) && await ReasonToSkipAsync(context) is { } reason)
                SayNothingToDo(context, reason);
            else
            {
                await UncheckedRun.ConfirmAsync(context);
                await ExecuteAsync(context);
            }
        }
        catch (Exception exception) when (exception is not LanesFailedException)
        {
            // Gates go on after an error, and Cake then keeps it to itself.
            context.Journal.NoteFailure(exception);
            throw;
        }
    }

    /// <summary>Why there is nothing to do, or <see langword="null"/>.</summary>
    protected virtual Task<string?> ReasonToSkipAsync(ReleaseContext context) => Task.FromResult<string?>(null);

    /// <summary>Does the task's work.</summary>
    protected abstract Task ExecuteAsync(ReleaseContext context);

    private string TaskName => GetType().GetCustomAttribute<TaskNameAttribute>()?.Name ?? GetType().Name;

    private void SayNothingToDo(ReleaseContext context, string reason) =>
        context.Say($"{TaskName}: nothing to do: {reason}");
}
