namespace Releases.Rollout.Diagnosis;

/// <summary>Something that a cluster shows and that speaks against a rollout.</summary>
/// <param name="Reason">One word, as Kubernetes names it.</param>
/// <param name="Message">One line.</param>
/// <param name="Grace">How long it may last before it is fatal; zero: fatal at once.</param>
public sealed record Symptom(string Reason, string Message, TimeSpan Grace)
{
    /// <summary>The pod that shows it, when it is a pod.</summary>
    public string? Pod { get; init; }

    /// <summary>The container that shows it, when it is one.</summary>
    public string? Container { get; init; }

    /// <summary>
    /// Whether the container has run before, so that its last words are in the log of the previous instance.
    /// </summary>
    public bool HasRestarted { get; init; }

    /// <summary>Whether it heals when pods of the former revision end.</summary>
    public bool NeedsRoom { get; init; }

    /// <summary>
    /// Whether a pod waits for a claim that nobody made. The words are those of k8s.io/kubernetes, pkg/scheduler.
    /// </summary>
    public bool IsMissingClaim =>
        Message.Contains("persistentvolumeclaim \"", StringComparison.Ordinal)
        && Message.Contains("not found", StringComparison.Ordinal);

    /// <summary>Where its grace comes from, when that is not the usual one.</summary>
    public string? Because { get; init; }

    /// <summary>
    /// When the cluster gives the rollout up before the grace is over, counted from its last progress; no more than
    /// what people are told.
    /// </summary>
    public TimeSpan? GivenUpAfter { get; init; }

    /// <summary>Whether nobody has said so, and only the long silence about it is the trouble.</summary>
    public bool IsSilence { get; init; }

    /// <summary>
    /// The trouble behind the reason: several reasons take turns while the kubelet tries to pull an image or to
    /// prepare a pod again.
    /// </summary>
    internal string Sort =>
        Reason == "ImagePullBackOff" ? "ErrImagePull"
        : PreparationDiagnosis.Reasons.Contains(Reason) ? "FailedMount"
        : Reason;

    /// <summary>
    /// What makes two sightings the same symptom, on one clock: the text may change, the place and the trouble do not.
    /// </summary>
    internal (string? Pod, string? Container, string Sort) Identity => (Pod, Container, Sort);
}
