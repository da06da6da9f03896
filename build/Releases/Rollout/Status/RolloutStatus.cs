namespace Releases.Rollout.Status;

/// <summary>The progress of a workload's rollout.</summary>
/// <param name="IsDone">Whether every wanted pod runs the new template and is available.</param>
/// <param name="Text">What the rollout waits for, in a few words.</param>
/// <param name="Ready">Pods of the new template that are available.</param>
/// <param name="Wanted">Pods that are wanted.</param>
public sealed record RolloutStatus(bool IsDone, string Text, int Ready, int Wanted)
{
    /// <summary>
    /// Why the rollout can never be done: the cluster has given up, or it is told not to go on. <see langword="null"/>
    /// otherwise.
    /// </summary>
    public RolloutStop? Stop { get; init; }

    /// <summary>
    /// Whether this template was rolled out before. Pods that are missing now were there and are lost.
    /// </summary>
    public bool WasDone { get; init; }

    internal static RolloutStatus Waiting(string text, int ready, int wanted) => new(false, text, ready, wanted);

    internal static RolloutStatus Done(int wanted) =>
        new(
            true,
            wanted == 0 ? "no pod is wanted, so none was seen to run" : $"{wanted} of {wanted} ready",
            wanted,
            wanted
        );
}
