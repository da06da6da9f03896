namespace Cake.Frosting;

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
