namespace Releases.Rollout.Status;

/// <summary>The progress of a workload's rollout.</summary>
/// <param name="IsDone">
/// Whether every pod that the controller moves runs the new template and is available.
/// </param>
/// <param name="Text">What the rollout waits for, in a few words.</param>
/// <param name="Ready">
/// Pods of the new template that are available. Where old pods may stay, all pods that are ready.
/// </param>
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

    /// <summary>
    /// Whether pods of an older template may stay although the rollout is done: the workload updates on delete, or it
    /// holds some of its pods back (<c>partition</c>). Its pods then tell what it serves, and its template does not.
    /// </summary>
    public bool MayKeepOldPods { get; init; }

    /// <summary>Whether the rollout is done and no pod is missing.</summary>
    public bool HasAllPods => IsDone && Ready >= Wanted;

    internal static RolloutStatus Waiting(string text, int ready, int wanted) => new(false, text, ready, wanted);

    internal static RolloutStatus Done(int wanted) =>
        new(
            true,
            wanted == 0 ? "no pod is wanted, so none was seen to run" : $"{wanted} of {wanted} ready",
            wanted,
            wanted
        );

    /// <summary>A workload that updates on delete. Nobody waits for its pods, but some may be missing.</summary>
    internal static RolloutStatus OnDelete(int ready, int wanted) =>
        new(
            true,
            (ready < wanted ? $"{ready} of {wanted} pods ready; " : "")
                + "updates on delete: its pods keep the old image until then",
            Math.Min(ready, wanted),
            wanted
        )
        {
            MayKeepOldPods = true,
        };
}
