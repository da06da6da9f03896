using System.Globalization;
using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>Recognises a container that ends again and again.</summary>
public static class CrashLoop
{
    /// <summary>The reason of the symptom, whether the container waits, runs or has just ended.</summary>
    public const string Reason = "CrashLoopBackOff";

    /// <summary>The symptom of a container that waits for the kubelet to start it again.</summary>
    /// <param name="status">The container.</param>
    /// <param name="grace">How long the wait may last while the container has not crashed often.</param>
    internal static Symptom Waiting(V1ContainerStatus status, TimeSpan grace) =>
        new(Reason, Words(status), HasCrashedOften(status) ? Grace.None : grace) { Attempt = AttemptOf(status) };

    /// <summary>
    /// The symptom of a container between two crashes. One restart is no symptom; repeated restarts are.
    /// </summary>
    internal static Symptom? Between(V1Pod pod, V1ContainerStatus status) =>
        status is { Ready: false, LastState.Terminated: { } } && HasCrashedOften(status) && !HasRunFor(pod, status)
            ? new Symptom(Reason, Words(status), Grace.None) { Attempt = AttemptOf(status) }
            : null;

    /// <summary>Whether the container's last run that has ended was so long that its restarts are forgotten.</summary>
    internal static bool HadRunForLong(V1ContainerStatus status) =>
        (status.State?.Terminated ?? status.LastState?.Terminated)
            is { StartedAt: { } started, FinishedAt: { } finished }
        && finished - started >= Grace.Recovered;

    // A run that has ended since is another attempt, also before the container restarts.
    private static Attempt AttemptOf(V1ContainerStatus status)
    {
        var ends = status.RestartCount + (status.State?.Running is null ? 1 : 0);
        return new Attempt(ends.ToString(CultureInfo.InvariantCulture), Grace.BackOffAfter(status.RestartCount));
    }

    // A container that had run for long before it ended counts its restarts from zero. The kubelet's back-off does the
    // same.
    private static bool HasCrashedOften(V1ContainerStatus status) =>
        status.RestartCount >= Grace.Restarts && !HadRunForLong(status);

    // Both times are the cluster's, so this machine's clock does not matter. Restarts before the long run do not count.
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
