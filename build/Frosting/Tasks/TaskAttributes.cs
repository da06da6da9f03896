namespace Cake.Frosting;

/// <summary>The name of a task on the command line and in the report. Without it the class name is used.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute : Attribute
{
    /// <summary>Names the task.</summary>
    /// <param name="name">The name; compared without case.</param>
    public TaskNameAttribute(string name) => Name = name;

    /// <summary>The name of the task.</summary>
    public string Name { get; }
}

/// <summary>What a task does, as <c>--description</c> shows it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute : Attribute
{
    /// <summary>Describes the task.</summary>
    /// <param name="description">One short sentence.</param>
    public TaskDescriptionAttribute(string description) => Description = description;

    /// <summary>The description of the task.</summary>
    public string Description { get; }
}

/// <summary>The task runs after another one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute : Attribute
{
    /// <summary>Declares the dependency.</summary>
    /// <param name="type">The type of the task that must run before.</param>
    public IsDependentOnAttribute(Type type) => Task = type;

    /// <summary>The type of the task that must run before.</summary>
    public Type Task { get; }
}

/// <summary>Another task runs after this one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute : Attribute
{
    /// <summary>Declares the dependency.</summary>
    /// <param name="type">The type of the task that must run afterwards.</param>
    public IsDependeeOfAttribute(Type type) => Task = type;

    /// <summary>The type of the task that must run afterwards.</summary>
    public Type Task { get; }
}

/// <summary>
/// Lets the run go on when the task throws: the report lists the task as failed and the host still returns 0. A task
/// with this attribute must not override <c>OnError</c> as well; the engine knows one error handler a task.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
