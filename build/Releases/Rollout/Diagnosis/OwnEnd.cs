using k8s.Models;
using Releases.Images;

namespace Releases.Rollout.Diagnosis;

/// <summary>
/// How the release's own containers of a migration pod have ended. A container beside them, such as a proxy, may never
/// end by itself. The Job then never ends.
/// </summary>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container that decides: the first that failed, or else the last that succeeded.</param>
/// <param name="ExitCode">Its exit code; 0 when all own containers succeeded.</param>
/// <param name="Others">The other containers, which still run.</param>
public sealed record OwnEnd(string Pod, string Container, int ExitCode, IReadOnlyList<string> Others)
{
    /// <summary>Why it ended, in a word of Kubernetes; <see langword="null"/> where its program has ended.</summary>
    public string? Why { get; init; }

    /// <summary>Whether the migration succeeded.</summary>
    public bool IsDone => ExitCode == 0;

    /// <summary>
    /// Reads a pod. <see langword="null"/> while one of its own containers may still run. Also <see langword="null"/>
    /// for a pod that is being deleted: a container that was told to end may end with exit code 0 before it is done.
    /// </summary>
    /// <param name="pod">A pod of the migration Job.</param>
    /// <param name="template">
    /// What the Job asks for. The cluster may give the pod more containers than that, and the images of a mirror.
    /// </param>
    /// <param name="repository">
    /// The release's repository. Containers of the template with an image of it are the release's own. When none has,
    /// all of the template count as own.
    /// </param>
    public static OwnEnd? Of(V1Pod pod, V1PodSpec? template, string repository)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
            return null;
        var asked = (template ?? pod.Spec).Containers;
        var names = asked
            .Where(container => ImageReference.Parse(container.Image ?? "").Repository == repository)
            .Select(container => container.Name)
            .ToHashSet();
        if (names.Count == 0)
            names = [.. asked.Select(container => container.Name)];
        var statuses = pod.Status?.ContainerStatuses ?? [];
        var ends = statuses
            .Where(status => names.Contains(status.Name) && IsFinal(pod, status))
            .OrderBy(status => status.State.Terminated.ExitCode == 0)
            .ThenBy(status => status.State.Terminated.FinishedAt)
            .ToArray();
        if (ends.Length < names.Count)
            return null;
        var deciding = ends[0].State.Terminated.ExitCode == 0 ? ends[^1] : ends[0];
        return new OwnEnd(
            pod.Name(),
            deciding.Name,
            deciding.State.Terminated.ExitCode,
            [
                .. statuses
                    .Where(status => !names.Contains(status.Name) && status.State?.Terminated is null)
                    .Select(status => status.Name),
            ]
        )
        {
            Why = ContainerEnd.Why(pod, deciding.State.Terminated),
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Others.Count == 0
            ? $"container {Container} {ContainerEnd.Words(ExitCode, Why)}"
            : $"container {Container} {ContainerEnd.Words(ExitCode, Why)}, but {string.Join(", ", Others)} beside it goes on";

    // The kubelet restarts a failed container when the pod asks for it. From Kubernetes 1.34 on the container itself
    // may ask for it (Kubernetes, "Pod Lifecycle", individual container restart policy and rules).
    private static bool IsFinal(V1Pod pod, V1ContainerStatus status)
    {
        if (status.State?.Terminated is not { } end)
            return false;
        var container = pod.Spec.Containers.FirstOrDefault(container => container.Name == status.Name);
        if (container?.RestartPolicyRules?.Any(rule => Restarts(rule, end.ExitCode)) == true)
            return false;
        return (container?.RestartPolicy ?? pod.Spec.RestartPolicy) switch
        {
            "Never" => true,
            "Always" when container?.RestartPolicy is not null => false,
            _ => end.ExitCode == 0,
        };
    }

    private static bool Restarts(V1ContainerRestartRule rule, int exitCode) =>
        rule is { Action: "Restart", ExitCodes: { OperatorProperty: var is_, Values: { } codes } }
        && codes.Contains(exitCode) == (is_ == "In");
}
