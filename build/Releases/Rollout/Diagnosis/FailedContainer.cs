using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>The container by which a pod failed. It may be a container beside the pod's main one.</summary>
/// <param name="Pod">The pod's name.</param>
/// <param name="Name">The container's name.</param>
/// <param name="IsInit">Whether it is an init container. The pod's main containers start after it.</param>
/// <param name="ExitCode">How it ended.</param>
public sealed record FailedContainer(string Pod, string Name, bool IsInit, int ExitCode)
{
    /// <summary>Why it ended, in a word of Kubernetes; <see langword="null"/> where its program has failed.</summary>
    public string? Why { get; init; }

    /// <summary>
    /// The memory that it may have at most, such as <c>2Gi</c>; <see langword="null"/> where nothing limits it.
    /// </summary>
    public string? MemoryLimit { get; init; }

    /// <summary>Whether it took more memory than it may have.</summary>
    public bool IsOutOfMemory => Why == ContainerEnd.OutOfMemory;

    /// <summary>
    /// The container that failed in the newest pod with a failed container. <see langword="null"/> when none has
    /// failed.
    /// </summary>
    /// <param name="pods">The pods of a Job.</param>
    public static FailedContainer? Of(IEnumerable<V1Pod> pods) =>
        pods.OrderByDescending(pod => pod.Metadata.CreationTimestamp)
            .Select(pod =>
                First(
                    pod,
                    (pod.Status?.InitContainerStatuses ?? []).Where(status => !IsSidecar(pod, status)),
                    isInit: true
                ) ?? First(pod, pod.Status?.ContainerStatuses, isInit: false)
            )
            .FirstOrDefault(failed => failed is not null);

    /// <summary>The failure as something that the pod shows.</summary>
    public Symptom AsSymptom(string reason, string message) =>
        new(reason, message, TimeSpan.Zero) { Pod = Pod, Container = Name };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(IsInit ? "init container" : "container")} {Name} {ContainerEnd.Words(ExitCode, Why)}";

    // The kubelet ends sidecars when all other containers have ended. Sidecars then often end with an exit code other
    // than 0 (Kubernetes, "Sidecar Containers").
    private static bool IsSidecar(V1Pod pod, V1ContainerStatus status) =>
        (pod.Spec.InitContainers ?? []).Any(container =>
            container.Name == status.Name && container.RestartPolicy == "Always"
        );

    private static FailedContainer? First(V1Pod pod, IEnumerable<V1ContainerStatus>? statuses, bool isInit) =>
        (statuses ?? [])
            .Select(status => (status.Name, End: status.State?.Terminated ?? status.LastState?.Terminated))
            .Where(status => status.End is { ExitCode: not 0 })
            // Containers that end later often end because of the first.
            .OrderBy(status => status.End!.FinishedAt)
            .Select(status => new FailedContainer(pod.Name(), status.Name, isInit, status.End!.ExitCode)
            {
                Why = ContainerEnd.Why(pod, status.End),
                MemoryLimit = LimitOf(pod, status.Name),
            })
            .FirstOrDefault();

    // Of the pod and not of the manifest: a LimitRange or the cloud gives a limit to those that ask for none.
    private static string? LimitOf(V1Pod pod, string name) =>
        (pod.Spec.InitContainers ?? [])
            .Concat(pod.Spec.Containers)
            .FirstOrDefault(container => container.Name == name)
            ?.Resources?.Limits?.TryGetValue("memory", out var memory) == true
            ? memory.ToString()
            : null;
}
