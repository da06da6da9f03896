using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>Finds a pod that waits for somebody outside of it: for its scheduling, or for a readiness gate.</summary>
internal static class PodGates
{
    /// <summary>
    /// The reason of a pod whose containers are ready, and which is not, since a readiness gate is closed. A cloud's
    /// load balancer opens one once its own health check has succeeded.
    /// </summary>
    public const string NotReady = "ReadinessGatesNotReady";

    /// <summary>The symptom, or <see langword="null"/>.</summary>
    public static Symptom? Of(V1Pod pod) => Scheduling(pod) ?? Readiness(pod);

    private static Symptom? Scheduling(V1Pod pod)
    {
        if (ConditionOf(pod, "PodScheduled") is not { Status: "False", Reason: "SchedulingGated" })
            return null;
        var gates = (pod.Spec?.SchedulingGates ?? []).Select(gate => gate.Name);
        return new Symptom(
            "SchedulingGated",
            $"pod {pod.Name()} gets no node until its scheduling gates are taken away ({string.Join(", ", gates)})",
            Grace.ComingNode
        )
        {
            Pod = pod.Name(),
        };
    }

    private static Symptom? Readiness(V1Pod pod)
    {
        if (
            ConditionOf(pod, "ContainersReady") is not { Status: "True" }
            || ConditionOf(pod, "Ready") is not { Status: "False" }
        )
            return null;
        var closed = (pod.Spec?.ReadinessGates ?? [])
            .Select(gate => gate.ConditionType)
            .Where(type => ConditionOf(pod, type) is not { Status: "True" })
            .Select(type => ConditionOf(pod, type)?.Message is { Length: > 0 } why ? $"{type}: {why}" : type)
            .ToArray();
        if (closed.Length == 0)
            return null;
        return new Symptom(
            NotReady,
            $"pod {pod.Name()} is not ready although its containers are, since a readiness gate is closed ({string.Join(", ", closed).ReplaceLineEndings(" ")})",
            Grace.ComingNode
        )
        {
            Pod = pod.Name(),
            // Every pod behind such a gate begins so, and nobody has to hear of it.
            IsSilence = true,
        };
    }

    private static V1PodCondition? ConditionOf(V1Pod pod, string type) =>
        pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
}
