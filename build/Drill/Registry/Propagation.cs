namespace Drill.Registry;

/// <summary>What happens to the dependents of a deleted object.</summary>
internal enum Propagation
{
    /// <summary>The object goes at once, its dependents after it.</summary>
    Background,

    /// <summary>The dependents go first; the object stays visible until they are gone.</summary>
    Foreground,

    /// <summary>The dependents stay.</summary>
    Orphan,
}
