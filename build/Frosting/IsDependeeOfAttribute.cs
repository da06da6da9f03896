namespace Cake.Frosting;

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
