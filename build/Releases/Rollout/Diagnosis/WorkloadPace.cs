using Foundation.Timing;
using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>How long the pods of a workload may take, by its manifest.</summary>
/// <param name="Starting">
/// How long a new pod may take to serve: its probes' <c>initialDelaySeconds</c> and <c>periodSeconds</c> times
/// <c>failureThreshold</c> (Kubernetes, "Configure Liveness, Readiness and Startup Probes").
/// </param>
/// <param name="Settling">How long a new pod has to serve until it is available: <c>minReadySeconds</c>.</param>
/// <param name="Ending">How long an old pod may take to end: <c>terminationGracePeriodSeconds</c>.</param>
public sealed record WorkloadPace(TimeSpan Starting, TimeSpan Settling, TimeSpan Ending)
{
    // The API server's default.
    private const int PeriodSeconds = 10;
    private const int FailureThreshold = 3;

    /// <summary>The time from a new pod's start until an old pod has made room.</summary>
    public TimeSpan Replacing => Starting + Settling + Ending;

    /// <summary>Reads the pace of a workload.</summary>
    /// <param name="template">The pod template.</param>
    /// <param name="minReadySeconds">How long a pod has to be ready.</param>
    /// <param name="pods">The workload's pods of all revisions.</param>
    public static WorkloadPace Of(V1PodSpec? template, int? minReadySeconds, IEnumerable<V1Pod> pods) =>
        new(
            StartOf(template),
            TimeSpan.FromSeconds(minReadySeconds ?? 0),
            TimeSpan.FromSeconds(pods.Max(pod => pod.Spec?.TerminationGracePeriodSeconds) ?? 0)
        );

    /// <summary>
    /// How long a pod's probes allow until it serves: first its native sidecars, one after another, then the slowest
    /// container. Zero without probes, because the pod then serves as soon as it runs.
    /// </summary>
    public static TimeSpan StartOf(V1PodSpec? spec)
    {
        var sidecars = (spec?.InitContainers ?? []).Where(container => container.RestartPolicy == "Always");
        var beside = spec?.Containers?.Select(StartOf).DefaultIfEmpty().Max() ?? TimeSpan.Zero;
        return sidecars.Aggregate(beside, (sum, container) => sum + Of(container.StartupProbe));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var parts = new List<string>();
        if (Starting > TimeSpan.Zero)
            parts.Add($"by their probes new pods have {DurationText.OfLimit(Starting)} to become ready");
        if (Settling > TimeSpan.Zero)
            parts.Add($"minReadySeconds is {Settling.TotalSeconds}");
        if (Ending > TimeSpan.Zero)
            parts.Add($"old pods have {DurationText.OfLimit(Ending)} to end");
        return string.Join(", ", parts);
    }

    private static TimeSpan StartOf(V1Container container) => Of(container.StartupProbe) + Of(container.ReadinessProbe);

    private static TimeSpan Of(V1Probe? probe) =>
        probe is null
            ? TimeSpan.Zero
            : TimeSpan.FromSeconds(
                (probe.InitialDelaySeconds ?? 0)
                    + ((double)(probe.PeriodSeconds ?? PeriodSeconds) * (probe.FailureThreshold ?? FailureThreshold))
            );
}
