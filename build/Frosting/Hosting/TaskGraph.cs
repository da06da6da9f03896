using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Hosting;

/// <summary>Registers tasks and lifetimes with the engine.</summary>
internal sealed class TaskGraph(ICakeEngine engine, IFrostingContext context, ICakeLog log)
{
    /// <summary>Registers a task, unless the context of this run does not fit it.</summary>
    public void Add(IFrostingTask task)
    {
        var definition = new TaskDefinition(task);
        if (!definition.ContextType.IsInstanceOfType(context))
        {
            log.Warning(
                "Task {0} cannot be used since the context isn't convertible to {1}.",
                definition.Name,
                definition.ContextType.FullName ?? definition.ContextType.Name
            );
            return;
        }

        var builder = engine.RegisterTask(definition.Name);
        if (!string.IsNullOrWhiteSpace(definition.Description))
            builder.Description(definition.Description);

        AddMembers(builder, task, definition);

        foreach (var dependency in definition.Dependencies)
            builder.IsDependentOn(dependency);
        foreach (var dependee in definition.Dependees)
            builder.IsDependeeOf(dependee);
    }

    /// <summary>Registers what runs around the run and around each task.</summary>
    public void Add(IFrostingSetup? setup, IFrostingTeardown? teardown)
    {
        if (setup is not null)
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        if (teardown is not null)
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
    }

    /// <inheritdoc cref="Add(IFrostingSetup?, IFrostingTeardown?)"/>
    public void Add(IFrostingTaskSetup? setup, IFrostingTaskTeardown? teardown)
    {
        if (setup is not null)
            engine.RegisterTaskSetupAction(info => setup.Setup(context, info));
        if (teardown is not null)
            engine.RegisterTaskTeardownAction(info => teardown.Teardown(context, info));
    }

    private void AddMembers(CakeTaskBuilder builder, IFrostingTask task, TaskDefinition definition)
    {
        if (definition.HasBody)
            builder.Does(task.RunAsync);
        if (definition.HasCriteria)
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        if (definition.ContinuesOnError)
            builder.ContinueOnError();
        if (definition.HasErrorHandler)
            builder.OnError(exception => task.OnError(exception, context));
        if (definition.HasFinally)
            builder.Finally(() => task.Finally(context));
    }
}
