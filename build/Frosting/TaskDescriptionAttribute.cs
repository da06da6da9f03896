namespace Cake.Frosting;

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
