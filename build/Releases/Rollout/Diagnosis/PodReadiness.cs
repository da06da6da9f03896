using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>Whether a pod gets requests from its Service.</summary>
internal static class PodReadiness
{
    /// <summary>Whether the kubelet says that all of its containers and readiness gates are ready.</summary>
    public static bool IsReady(this V1Pod pod) =>
        pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
}
