using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Hosting;

/// <summary>What a task's class says of it: its attributes, its context and which members it overrides.</summary>
internal sealed class TaskDefinition
{
    private readonly Type _type;
    private readonly Type? _base;

    public TaskDefinition(IFrostingTask task)
    {
        _type = task.GetType();
        _base = BaseOf(_type);
        ContextType = _base?.GenericTypeArguments[0] ?? typeof(ICakeContext);
    }

    public string Name => NameOf(_type);

    public string? Description => _type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    public Type ContextType { get; }

    public bool ContinuesOnError => _type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false);

    public bool HasBody =>
        Overrides(nameof(FrostingTask.Run), ContextType) || Overrides(nameof(AsyncFrostingTask.RunAsync), ContextType);

    public bool HasCriteria => Overrides(nameof(IFrostingTask.ShouldRun), ContextType);

    public bool HasErrorHandler => Overrides(nameof(IFrostingTask.OnError), typeof(Exception), ContextType);

    public bool HasFinally => Overrides(nameof(IFrostingTask.Finally), ContextType);

    /// <exception cref="FrostingException">A dependency is not a task.</exception>
    public IEnumerable<string> Dependencies =>
        _type
            .GetCustomAttributes<IsDependentOnAttribute>()
            .Select(dependency => NameOfTask(dependency.Task, "dependency"));

    /// <exception cref="FrostingException">A reverse dependency is not a task.</exception>
    public IEnumerable<string> Dependees =>
        _type
            .GetCustomAttributes<IsDependeeOfAttribute>()
            .Select(dependee => NameOfTask(dependee.Task, "reverse dependency"));

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private static string NameOfTask(Type type, string role) =>
        type.IsAssignableTo(typeof(IFrostingTask))
            ? NameOf(type)
            : throw new FrostingException($"The {role} '{NameOf(type)}' is not a valid task.");

    private static Type? BaseOf(Type type)
    {
        for (var candidate = type.BaseType; candidate is not null; candidate = candidate.BaseType)
        {
            if (!candidate.IsConstructedGenericType)
                continue;

            var definition = candidate.GetGenericTypeDefinition();
            if (definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>))
                return candidate;
        }

        return null;
    }

    // A class that implements the interface itself has nothing to override: all of its members count.
    private bool Overrides(string method, params Type[] parameters) =>
        _base is null || _type.GetMethod(method, parameters) is { } found && found.DeclaringType != _base;
}
