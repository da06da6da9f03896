using Clusters.Locks;
using Foundation.Text;
using Releases.Fleets;
using Releases.Rollout;
using Releases.Rollout.Status;

namespace Releases.Surveys;

/// <summary>Judges a region by what was read of it.</summary>
public static class RegionHealth
{
    /// <summary>The status of a region that was read.</summary>
    /// <param name="region">The region.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="now">The time of the reading.</param>
    public static RegionStatus Of(Region region, RegionReading reading, DateTimeOffset now)
    {
        var workloads = reading
            .Workloads.Running.Select(running =>
                WorkloadHealth.Of(running, reading.States[running.Workload.ToString()])
            )
            .ToArray();
        var version = reading.Workloads.Version;
        var problems = ProblemsOf(region, reading, workloads).ToArray();
        return Blank(region, HealthOf(problems, workloads)) with
        {
            Problems = problems,
            Unread = reading.Unread,
            NextStep = problems.Length == 0 ? null : NextStepOf(reading),
            Version = version,
            Drifts = workloads.Select(workload => workload.Version).Distinct().Count() > 1,
            Ready = workloads.Sum(workload => workload.Ready),
            Wanted = workloads.Sum(workload => workload.Wanted),
            Workloads = workloads,
            LastRelease = LastRelease.Of(reading.Workloads.Running.Select(running => running.Workload)),
            Lock = Of(reading.Lock, now),
            ScaledToZero =
            [
                .. reading
                    .Workloads.Running.Where(running => running.Workload.IsScaledToZero)
                    .Select(running => running.Workload.ToString()),
            ],
            Migration = reading.Migration,
            Migrated = reading.Migrated,
            Page = Of(region.Url, reading.Page, version),
        };
    }

    /// <summary>The status of a region that could not be read.</summary>
    /// <param name="region">The region.</param>
    /// <param name="reason">Why, in one line.</param>
    /// <param name="nextStep">What helps, or <see langword="null"/>.</param>
    public static RegionStatus Unknown(Region region, string reason, string? nextStep) =>
        Blank(region, Health.Unknown) with
        {
            Problems = [region.Unnamed(reason)],
            NextStep = nextStep,
        };

    private static RegionStatus Blank(Region region, Health health) =>
        new()
        {
            Name = region.Name,
            Provider = region.Provider.Word(),
            Tier = region.Tier.Word(),
            Namespace = region.Namespace,
            Health = health,
        };

    private static Health HealthOf(string[] problems, WorkloadStatus[] workloads) =>
        problems.Length > 0 ? Health.Unhealthy
        : workloads.Any(workload => workload.Health == Health.Progressing) ? Health.Progressing
        : Health.Healthy;

    private static IEnumerable<string> ProblemsOf(Region region, RegionReading reading, WorkloadStatus[] workloads)
    {
        foreach (var problem in reading.Workloads.Problems)
            yield return region.Unnamed(problem.Message);
        foreach (var workload in workloads.Where(workload => workload.Health == Health.Unhealthy))
            yield return $"{workload.Kind} {workload.Name}: {workload.Text}";
        // The page may show either version while pods are replaced, or while the workloads do not agree.
        var isSettled = workloads.All(workload => workload.Health != Health.Progressing);
        if (reading.Page is { } page && (page.Version is null || (isSettled && IsOther(page, reading))))
            yield return $"{region.Url}: {page.Text}";
    }

    private static bool IsOther(LivePageReading page, RegionReading reading) =>
        reading.Workloads.Version is { } version && page.Version != version;

    private static string NextStepOf(RegionReading reading)
    {
        var sick = reading.States.Values.Where(state => !state.Status.HasAllPods).ToArray();
        var pod = sick.Select(WorkloadHealth.Foremost).FirstOrDefault(symptom => symptom?.Pod is not null)?.Pod;
        if (pod is not null)
            return $"{reading.Kubectl} describe pod {pod}";
        return sick is [WorkloadState { Workload: var workload }, ..]
            ? $"{reading.Kubectl} describe {workload.Kind.Word()} {workload.Name}"
            : $"{reading.Kubectl} get pods,ingresses";
    }

    private static LockStatus? Of(HeldLease? lease, DateTimeOffset now) =>
        lease is null
            ? null
            : new LockStatus(
                lease.Holder,
                lease.Since,
                lease.Expires,
                lease.Expires <= now && !lease.IsRenewed,
                lease.Expires <= now && lease.IsRenewed
            );

    private static PageStatus? Of(Uri? url, LivePageReading? page, string? version) =>
        url is null || page is null
            ? null
            : new PageStatus(url, page.Version, page.Text, version is null ? null : page.Version == version);
}
