using Foundation.Text;
using k8s.Models;

namespace Releases.Rollout.Status;

/// <summary>The rules of <c>kubectl rollout status</c> for a Deployment.</summary>
public static class DeploymentRollout
{
    // The API server's default.
    private const int DefaultDeadlineSeconds = 600;

    /// <summary>The progress of the rollout. A paused Deployment that is not done yet can never be done.</summary>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="current">
    /// The name of its current ReplicaSet; empty while it has none, <see langword="null"/> when nobody has looked.
    /// </param>
    public static RolloutStatus Of(V1Deployment deployment, string? current = null)
    {
        var status = Progress(deployment, current);
        return status.IsDone || deployment.Spec.Paused != true
            ? status
            : Stopped(status.Ready, status.Wanted, "Paused", $"Deployment {deployment.Name()} is paused");
    }

    private static RolloutStatus Progress(V1Deployment deployment, string? current)
    {
        var status = deployment.Status ?? new V1DeploymentStatus();
        var wanted = deployment.Spec.Replicas ?? 1;
        var (updated, available) = (status.UpdatedReplicas ?? 0, status.AvailableReplicas ?? 0);
        var ready = Math.Min(updated, available);
        if ((deployment.Metadata.Generation ?? 0) > (status.ObservedGeneration ?? 0))
            return RolloutStatus.Waiting("waiting for the controller to see the change", 0, wanted);
        if (Progressing(status) is { Reason: "ProgressDeadlineExceeded" } progressing && IsOf(current, progressing))
            return Stopped(
                ready,
                wanted,
                progressing.Reason,
                $"{(progressing.Message ?? "the rollout made no progress").TrimEnd('.')}; progressDeadlineSeconds is {DeadlineOf(deployment)}",
                DeadlineOf(deployment)
            );
        if (updated < wanted)
            return RolloutStatus.Waiting($"{updated} of {wanted} pods updated", ready, wanted);
        if ((status.Replicas ?? 0) - updated is var old and > 0)
            return RolloutStatus.Waiting($"{Counted.Of(old, "old pod")} still to end", ready, wanted);
        return available < updated
            ? RolloutStatus.Waiting(
                $"{available} of {wanted} pods available{Settling(deployment)}",
                available,
                wanted
            ) with
            {
                WasDone = Progressing(status) is { Reason: "NewReplicaSetAvailable" },
            }
            : RolloutStatus.Done(wanted);
    }

    /// <summary>The seconds without progress after which the cluster gives up the rollout.</summary>
    public static int DeadlineOf(V1Deployment deployment) =>
        deployment.Spec.ProgressDeadlineSeconds ?? DefaultDeadlineSeconds;

    // Pods that are ready but not available yet would look like a standstill.
    private static string Settling(V1Deployment deployment) =>
        deployment.Spec.MinReadySeconds is { } seconds and > 0
        && (deployment.Status?.ReadyReplicas ?? 0) > (deployment.Status?.AvailableReplicas ?? 0)
            ? $", {seconds} s after they are ready (minReadySeconds)"
            : "";

    // The condition names the ReplicaSet that it is about. After a change back to an older ReplicaSet, the condition
    // still names the newer one until the older one makes progress.
    private static bool IsOf(string? replicaSet, V1DeploymentCondition condition) =>
        replicaSet is null
        || condition.Message is not { } message
        || !message.StartsWith("ReplicaSet \"", StringComparison.Ordinal)
        || message.StartsWith($"ReplicaSet \"{replicaSet}\"", StringComparison.Ordinal);

    private static V1DeploymentCondition? Progressing(V1DeploymentStatus status) =>
        status.Conditions?.FirstOrDefault(condition => condition.Type == "Progressing");

    private static RolloutStatus Stopped(int ready, int wanted, string reason, string message, int afterSeconds = 0) =>
        RolloutStatus.Waiting(message, ready, wanted) with
        {
            Stop = new RolloutStop(reason, message) { After = TimeSpan.FromSeconds(afterSeconds) },
        };
}
