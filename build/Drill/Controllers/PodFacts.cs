using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>The facts about a pod that controllers need.</summary>
internal static class PodFacts
{
    public static string Phase(this Stored pod) => pod.Json.Text("status.phase") ?? "Pending";

    public static bool IsFinished(this Stored pod) => pod.Phase() is "Succeeded" or "Failed";

    /// <summary>Whether the pod counts towards its owner's replicas.</summary>
    public static bool IsActive(this Stored pod) => !pod.IsFinished() && !pod.IsBeingDeleted;

    public static bool IsReady(this Stored pod) => Conditions.IsTrue(pod.Json["status"], "Ready");

    /// <summary>The moment since which the pod is ready, or null.</summary>
    public static DateTimeOffset? ReadySince(this Stored pod) =>
        pod.IsReady() ? Conditions.Find(pod.Json["status"], "Ready").Moment("lastTransitionTime") : null;

    public static string? Label(this Stored pod, string name) => pod.Json.At("metadata.labels")?[name].AsText();
}
