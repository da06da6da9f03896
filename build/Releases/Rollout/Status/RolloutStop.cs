namespace Releases.Rollout.Status;

/// <summary>Why a rollout can never be done.</summary>
/// <param name="Reason">One word, as Kubernetes names it.</param>
/// <param name="Message">One line.</param>
public sealed record RolloutStop(string Reason, string Message)
{
    /// <summary>How long a rollout runs before the cluster may stop it for this reason. Zero: at once.</summary>
    public TimeSpan After { get; init; }

    /// <summary>
    /// The time until the stop can be about a change of that age. <see langword="null"/> when it can be already. A
    /// Deployment that goes back to an older ReplicaSet keeps the clock of the rollout that it left. The deadline of
    /// that rollout can pass right after the change (k8s.io/kubernetes, pkg/controller/deployment/sync.go).
    /// </summary>
    /// <param name="age">How long ago the images were set.</param>
    /// <param name="patience">The factor on the cluster's times. It is 1 for every real cluster.</param>
    public TimeSpan? Until(TimeSpan age, double patience) =>
        (After * patience) - age is var left && left > TimeSpan.Zero ? left : null;
}
