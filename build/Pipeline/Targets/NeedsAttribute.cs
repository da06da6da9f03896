namespace Pipeline.Targets;

/// <summary>What a task needs to be known before anything runs.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public sealed class NeedsAttribute : Attribute
{
    /// <summary>Whether it needs the fleet.</summary>
    public bool Fleet { get; init; }

    /// <summary>Whether it is about regions of the fleet; where it is not, none is read from a cluster or named in the record.</summary>
    public bool Regions { get; init; } = true;

    /// <summary>Whether it needs a version.</summary>
    public bool Version { get; init; }

    /// <summary>Whether it reads the record of an earlier run.</summary>
    public bool Record { get; init; }
}
