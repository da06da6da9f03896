namespace Releases.Applying;

/// <summary>What applying a manifest does to its object.</summary>
public enum ObjectChange
{
    /// <summary>The object is as the manifest says.</summary>
    Unchanged,

    /// <summary>The object did not exist.</summary>
    Created,

    /// <summary>The object existed and differed.</summary>
    Configured,

    /// <summary>No manifest asks for the object any more. It stays.</summary>
    Left,

    /// <summary>No manifest asks for the object any more, and it is removed.</summary>
    Removed,

    /// <summary>The server was asked to apply the object, and its answer did not come.</summary>
    Unknown,
}

/// <summary>Changes in words.</summary>
public static class ObjectChanges
{
    /// <summary>Whether the region differs afterwards, or may.</summary>
    public static bool ChangesRegion(this ObjectChange change) =>
        change switch
        {
            ObjectChange.Unchanged or ObjectChange.Left => false,
            ObjectChange.Created or ObjectChange.Configured or ObjectChange.Removed or ObjectChange.Unknown => true,
        };
}

/// <summary>An object, and what applying its manifest does or has done.</summary>
/// <param name="Wanted">The object.</param>
/// <param name="Change">What applying the manifest does or has done.</param>
public sealed record AppliedObject(ManifestObject Wanted, ObjectChange Change)
{
    /// <summary>The fields that differ, for <see cref="ObjectChange.Configured"/>.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; init; } = [];
}
