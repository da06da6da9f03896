using Releases.Jobs;
using Releases.Schemas;

namespace Releases.Surveys;

/// <summary>What one region runs.</summary>
public sealed record RegionStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where its cluster runs: <c>aks</c>, <c>gke</c> or <c>context</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>What it is for: <c>production</c> or <c>staging</c>.</summary>
    public required string Tier { get; init; }

    /// <summary>The namespace of its workloads.</summary>
    public required string Namespace { get; init; }

    /// <summary>How it is.</summary>
    public required Health Health { get; init; }

    /// <summary>Why it is unhealthy or could not be read, one line each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What could not be read beside, one line each; says nothing about the region's health.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>The command that looks further, when something is wrong.</summary>
    public string? NextStep { get; init; }

    /// <summary>
    /// The version that all its workloads run; <see langword="null"/> when they do not agree or it is not known.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>Whether its workloads run different versions.</summary>
    public bool Drifts { get; init; }

    /// <summary>Pods that are available, of each workload at most as many as have its present template.</summary>
    public int Ready { get; init; }

    /// <summary>Pods that are wanted.</summary>
    public int Wanted { get; init; }

    /// <summary>The workloads that the fleet's rules select.</summary>
    public IReadOnlyList<WorkloadStatus> Workloads { get; init; } = [];

    /// <summary>
    /// Those of which no pod is wanted, by kind and name: what their template says was not seen to run.
    /// </summary>
    public IReadOnlyList<string> ScaledToZero { get; init; } = [];

    /// <summary>The release that changed a workload last, when one left a note.</summary>
    public LastRelease? LastRelease { get; init; }

    /// <summary>Who holds the deploy lock.</summary>
    public LockStatus? Lock { get; init; }

    /// <summary>The migration Job that is there.</summary>
    public MigrationStatus? Migration { get; init; }

    /// <summary>
    /// What was migrated last, as a release has noted it; <see langword="null"/> where none has, which proves nothing.
    /// </summary>
    public MigrationNote? Migrated { get; init; }

    /// <summary>What its database has answered; <see langword="null"/> unless it was to be asked.</summary>
    public SchemaStatus? Database { get; init; }

    /// <summary>What its public page shows, when the fleet names it.</summary>
    public PageStatus? Page { get; init; }
}
