using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>Recognises a container that ends again and again.</summary>
public static class CrashLoop
{
    /// <summary>The reason, whether the container waits, runs or has just ended when it is looked at.</summary>
    public const string Reason = "CrashLoopBackOff";

    /// <summary>The symptom of a container that the kubelet lets wait before it starts it again.</summary>
    /// <param name="status">The container.</param>
    /// <param name="grace">How long that may last while it has not crashed often.</param>
    internal static Symptom Waiting(V1ContainerStatus status, TimeSpan grace) =>
        new(Reason, Words(status), HasCrashedOften(status) ? Grace.None : grace);

    /// <summary>
    /// The symptom of a container between two crashes: a restart that recovers is no trouble, one that keeps coming is.
    /// </summary>
    internal static Symptom? Between(V1Pod pod, V1ContainerStatus status) =>
        status is { Ready: false, LastState.Terminated: { } } && HasCrashedOften(status) && !HasRunFor(pod, status)
            ? new Symptom(Reason, Words(status), Grace.None)
            : null;

    // A container that had run for long before it ended has begun to count anew, as the kubelet's own back-off has.
    private static bool HasCrashedOften(V1ContainerStatus status) =>
        status.RestartCount >= Grace.Restarts
        && !(
            (status.State?.Terminated ?? status.LastState?.Terminated)
                is { StartedAt: { } started, FinishedAt: { } finished }
            && finished - started >= Grace.Recovered
        );

    // Both times are the cluster's: whatever this machine's clock says, restarts before that are history.
    private static bool HasRunFor(V1Pod pod, V1ContainerStatus status) =>
        status.State?.Running?.StartedAt is { } started
        && pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "Ready", Status: "False" })
            is { LastTransitionTime: { } unready }
        && unready - started >= Grace.Recovered;

    private static string Words(V1ContainerStatus status)
    {
        var last = status.State?.Terminated ?? status.LastState?.Terminated;
        var end = last is null ? "" : $", last with exit code {last.ExitCode}{Named(last.Reason)}";
        return $"container {status.Name} ended {Times(status.RestartCount)}{end}";
    }

    private static string Named(string? reason) => reason is null or "Error" or "Completed" ? "" : $" ({reason})";

    private static string Times(int restarts) => restarts <= 1 ? "once" : $"{restarts} times";
}
