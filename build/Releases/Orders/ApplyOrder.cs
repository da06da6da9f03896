using Clusters.Locks;
using Releases.Fleets;

namespace Releases.Orders;

/// <summary>What a run applies of the fleet's manifests. It is the same for all regions.</summary>
public sealed record ApplyOrder
{
    /// <summary>
    /// The fleet. Its folder holds the manifests, and its rules say which workloads a release changes.
    /// </summary>
    public required Fleet Fleet { get; init; }

    /// <summary>The repository of the images, with its registry.</summary>
    public required string Image { get; init; }

    /// <summary>The value of <c>$VERSION</c>. <see langword="null"/> means the version that the region runs.</summary>
    public string? Version { get; init; }

    /// <summary>The value of <c>$ACTOR</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The address of the CI job; <see langword="null"/> outside of one.</summary>
    public string? Pipeline { get; init; }

    /// <summary>When the run began.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>The value of <c>$REF</c>. <see langword="null"/> means the version.</summary>
    public string? Ref { get; init; }

    /// <summary>Whether the run takes over fields that other managers own.</summary>
    public bool ForcesConflicts { get; init; }

    /// <summary>Whether the run removes objects that no manifest asks for any more.</summary>
    public bool Prunes { get; init; }

    /// <summary>The holder of the regions' deploy locks during the run.</summary>
    public required LockHolder Holder { get; init; }

    /// <summary>How long the run waits for a region's lock.</summary>
    public TimeSpan LockWait { get; init; }
}
