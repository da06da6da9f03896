namespace Pipeline.Tasks;

/// <summary>What a task needs to be known before anything runs.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public sealed class NeedsAttribute : Attribute
{
    /// <summary>Whether it needs the fleet and its regions.</summary>
    public bool Fleet { get; init; }

    /// <summary>Whether it needs a version.</summary>
    public bool Version { get; init; }

    /// <summary>Whether it reads the record of an earlier run.</summary>
    public bool Record { get; init; }
}
