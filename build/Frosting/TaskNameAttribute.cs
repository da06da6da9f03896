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
