using Releases.Applying;

namespace Releases.Plans;

/// <summary>An object of the manifests, and what applying it would do, as the region's server says.</summary>
/// <param name="File">The manifest's path below the fleet file's folder; <c>-</c> without a manifest.</param>
/// <param name="Kind">Its Kubernetes kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">What would happen to it.</param>
public sealed record PlannedObject(string File, string Kind, string Name, ObjectChange Change)
{
    /// <summary>The fields that differ. The values of a Secret are not told.</summary>
    public IReadOnlyList<FieldDifference> Fields { get; init; } = [];

    /// <summary>The same for a plan.</summary>
    public static PlannedObject Of(AppliedObject applied) =>
        new(applied.Wanted.File, applied.Wanted.Kind, applied.Wanted.Name, applied.Change)
        {
            Fields = applied.Differences,
        };

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
