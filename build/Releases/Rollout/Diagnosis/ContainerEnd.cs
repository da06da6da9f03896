using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>Why a container ended, where the cluster says more than its exit code.</summary>
internal static class ContainerEnd
{
    /// <summary>A container that took more memory than it may have.</summary>
    public const string OutOfMemory = "OOMKilled";

    /// <summary>The reason in one word; <see langword="null"/> where the program itself has ended.</summary>
    /// <param name="pod">The container's pod.</param>
    /// <param name="end">How it ended.</param>
    public static string? Why(V1Pod pod, V1ContainerStateTerminated end) =>
        end.Reason == OutOfMemory ? OutOfMemory : EndedPod.Of(pod)?.Why ?? Named(end.Reason);

    /// <summary>An exit code with the reason, for people.</summary>
    public static string Words(int exitCode, string? why) =>
        $"ended with exit code {exitCode}{(why is null ? "" : $" ({why})")}";

    private static string? Named(string? reason) => reason is "" or "Error" or "Completed" ? null : reason;
}
