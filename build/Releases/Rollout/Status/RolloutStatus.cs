namespace Releases.Rollout.Status;

/// <summary>How far a workload's rollout is.</summary>
/// <param name="IsDone">Whether every wanted pod runs the new template and is available.</param>
/// <param name="Text">What it waits for, in a few words.</param>
/// <param name="Ready">Pods of the new template that are available.</param>
/// <param name="Wanted">Pods that are wanted.</param>
public sealed record RolloutStatus(bool IsDone, string Text, int Ready, int Wanted)
{
    /// <summary>Why it can never be done, when the cluster itself has given up or is told not to go on.</summary>
    public RolloutStop? Stop { get; init; }

    /// <summary>Whether this template was rolled out before: what is missing now was there and is lost.</summary>
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
