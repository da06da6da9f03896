using System.Text.Json.Serialization;
using Releases.Jobs;
using Releases.Schemas;

namespace Releases.Surveys;

/// <summary>What one region runs.</summary>
public sealed record RegionStatus
{
    /// <summary>The region's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the region's cluster runs: <c>aks</c>, <c>gke</c> or <c>context</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>What the region is for: <c>production</c> or <c>staging</c>.</summary>
    public required string Tier { get; init; }

    /// <summary>The namespace of the region's workloads.</summary>
    public required string Namespace { get; init; }

    /// <summary>The region's health.</summary>
    public required Health Health { get; init; }

    /// <summary>Why it is unhealthy or could not be read, one line each.</summary>
    public IReadOnlyList<string> Problems
    {
        get;
        // The generated reader passes null for a field that an older status does not have.
        init => field = value ?? [];
    } = [];

    /// <summary>What else could not be read, one line each. It says nothing about the region's health.</summary>
    public IReadOnlyList<string> Unread
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The command to run next, when something is wrong.</summary>
    public string? NextStep { get; init; }

    /// <summary>
    /// The version that all of the region's workloads run. <see langword="null"/> when they do not agree or it is not
    /// known.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>Whether the region's workloads run different versions.</summary>
    public bool Drifts { get; init; }

    /// <summary>The available pods. Each workload counts at most as many as have its present template.</summary>
    public int Ready { get; init; }

    /// <summary>The pods that the workloads want.</summary>
    public int Wanted { get; init; }

    /// <summary>The workloads that the fleet's rules select.</summary>
    public IReadOnlyList<WorkloadStatus> Workloads
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The workloads that want no pod, by kind and name. Nobody has seen their template run.</summary>
    public IReadOnlyList<string> ScaledToZero
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The release that changed a workload last, when it left a note.</summary>
    public LastRelease? LastRelease { get; init; }

    /// <summary>The holder of the deploy lock.</summary>
    public LockStatus? Lock { get; init; }

    /// <summary>The region's migration Job, when there is one.</summary>
    public MigrationStatus? Migration { get; init; }

    /// <summary>
    /// The last migration, as a release has noted it. <see langword="null"/> without a note, which proves nothing.
    /// </summary>
    public MigrationNote? Migrated { get; init; }

    /// <summary>
    /// Whether a checkout has told that no migration lies between what serves and what the database was migrated to.
    /// </summary>
    [JsonIgnore]
    public bool IsOfOneSchema { get; init; }

    /// <summary>The answer of the region's database. <see langword="null"/> unless the run asks databases.</summary>
    public SchemaStatus? Database { get; init; }

    /// <summary>What the region's public page shows, when the fleet names a page.</summary>
    public PageStatus? Page { get; init; }
}
