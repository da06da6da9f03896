using Clusters.Calls;

namespace Releases.Rollout.Diagnosis;

/// <summary>A sign in the cluster that speaks against a rollout.</summary>
/// <param name="Reason">One word, as Kubernetes names it.</param>
/// <param name="Message">One line.</param>
/// <param name="Grace">How long it may last before it is fatal. Zero: it is fatal at once.</param>
public sealed record Symptom(string Reason, string Message, TimeSpan Grace)
{
    /// <summary>The pod that shows the symptom. <see langword="null"/> when no pod shows it.</summary>
    public string? Pod { get; init; }

    /// <summary>The container that shows the symptom. <see langword="null"/> when no container shows it.</summary>
    public string? Container { get; init; }

    /// <summary>Whether the container has restarted. Its last lines are then in the log of its previous run.</summary>
    public bool HasRestarted { get; init; }

    /// <summary>Whether the symptom heals when pods of the former revision end.</summary>
    public bool NeedsRoom { get; init; }

    /// <summary>
    /// Whether a pod waits for a claim that does not exist. The words are those of k8s.io/kubernetes, pkg/scheduler.
    /// </summary>
    public bool IsMissingClaim =>
        Message.Contains("persistentvolumeclaim \"", StringComparison.Ordinal)
        && Message.Contains("not found", StringComparison.Ordinal);

    /// <summary>Whether a policy of the cluster refuses a pod.</summary>
    public bool IsDenied => ApiRefusalException.IsOfPolicy(Message);

    /// <summary>Where the symptom's grace comes from. <see langword="null"/> for the usual grace.</summary>
    public string? Because { get; init; }

    /// <summary>
    /// The time, counted from the rollout's last progress, after which the cluster gives up before the grace ends. It
    /// is only shown to people.
    /// </summary>
    public TimeSpan? GivenUpAfter { get; init; }

    /// <summary>The attempt that it is about. <see langword="null"/> where nothing tells, or none will help.</summary>
    public Attempt? Attempt { get; init; }

    /// <summary>
    /// Whether every pod may show it for a while, so that nobody has to hear of it before it is fatal: such as a pod
    /// of which nobody says anything yet.
    /// </summary>
    public bool IsSilence { get; init; }

    /// <summary>
    /// The trouble behind the reason. Several reasons take turns while the kubelet tries again to pull an image or to
    /// prepare a pod.
    /// </summary>
    internal string Trouble =>
        Reason == "ImagePullBackOff" ? "ErrImagePull"
        : PreparationDiagnosis.Reasons.Contains(Reason) ? "FailedMount"
        : Reason;

    /// <summary>
    /// Two sightings with the same place and trouble are one symptom, with one clock. Their texts may differ.
    /// </summary>
    internal (string? Pod, string? Container, string Trouble) Identity => (Pod, Container, Trouble);
}
