using k8s.Models;
using Releases.Images;

namespace Releases.Rollout.Diagnosis;

/// <summary>
/// How the release's own containers of a migration pod have ended, whatever the others do. A container that somebody
/// has put beside them, such as a proxy, need not end by itself, and then the Job never does.
/// </summary>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container that decided: the first that failed, or the last that ended well.</param>
/// <param name="ExitCode">How it ended; 0 when all ended well.</param>
/// <param name="Others">The containers that go on.</param>
public sealed record OwnEnd(string Pod, string Container, int ExitCode, IReadOnlyList<string> Others)
{
    /// <summary>Whether the migration ended well.</summary>
    public bool IsDone => ExitCode == 0;

    /// <summary>
    /// Reads a pod; <see langword="null"/> while one of its own containers may still run, and where it is being
    /// deleted: who is told to end may say that it ended well.
    /// </summary>
    /// <param name="pod">A pod of the migration Job.</param>
    /// <param name="repository">The release's repository: containers that run it are its own. Where none does, all
    /// are.</param>
    public static OwnEnd? Of(V1Pod pod, string repository)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
            return null;
        var names = pod
            .Spec.Containers.Where(container => ImageReference.Parse(container.Image ?? "").Repository == repository)
            .Select(container => container.Name)
            .ToHashSet();
        if (names.Count == 0)
            names = [.. pod.Spec.Containers.Select(container => container.Name)];
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
        );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Others.Count == 0
            ? $"container {Container} ended with exit code {ExitCode}"
            : $"container {Container} ended with exit code {ExitCode}, but {string.Join(", ", Others)} beside it goes on";

    // The kubelet starts a container anew that has failed, where the pod asks for it, or the container itself does, as
    // it may from 1.34 on (Kubernetes, "Pod Lifecycle", individual container restart policy and rules).
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
