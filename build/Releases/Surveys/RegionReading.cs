using Clusters.Locks;
using Releases.Jobs;
using Releases.Rollout;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Surveys;

/// <summary>All that was read of a region at one moment, before it is judged.</summary>
/// <param name="Workloads">The workloads that the fleet's rules select.</param>
/// <param name="States">The state of each selected workload, by its kind and name.</param>
/// <param name="Kubectl">The beginning of a kubectl command for the region.</param>
public sealed record RegionReading(
    RegionWorkloads Workloads,
    IReadOnlyDictionary<string, WorkloadState> States,
    string Kubectl
)
{
    /// <summary>The deploy lock, when somebody holds it.</summary>
    public HeldLease? Lock { get; init; }

    /// <summary>The migration Job, when there is one.</summary>
    public MigrationStatus? Migration { get; init; }

    /// <summary>The note of the last migration.</summary>
    public MigrationNote? Migrated { get; init; }

    /// <summary>The public page, when the fleet names it.</summary>
    public LivePageReading? Page { get; init; }

    /// <summary>What could not be read in addition to the workloads, one line each.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];
}
