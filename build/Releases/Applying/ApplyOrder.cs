using Clusters.Locks;
using Releases.Fleets;

namespace Releases.Applying;

/// <summary>What is applied: the same for all regions.</summary>
public sealed record ApplyOrder
{
    /// <summary>Whose manifests, and which workloads are a release's.</summary>
    public required Fleet Fleet { get; init; }

    /// <summary>Repository of the images with its registry.</summary>
    public required string Image { get; init; }

    /// <summary>
    /// What <c>$VERSION</c> stands for; the version that the region runs when <see langword="null"/>.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>What <c>$ACTOR</c> stands for.</summary>
    public required string Actor { get; init; }

    /// <summary>What <c>$REF</c> stands for; the version when <see langword="null"/>.</summary>
    public string? Ref { get; init; }

    /// <summary>Whether fields that others own are taken over.</summary>
    public bool ForcesConflicts { get; init; }

    /// <summary>Who holds the regions' deploy locks meanwhile.</summary>
    public required LockHolder Holder { get; init; }

    /// <summary>How long a region's lock is waited for.</summary>
    public TimeSpan LockWait { get; init; }
}
