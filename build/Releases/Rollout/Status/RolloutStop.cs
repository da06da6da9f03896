namespace Releases.Rollout.Status;

/// <summary>Why a rollout can never be done.</summary>
/// <param name="Reason">One word, as Kubernetes names it.</param>
/// <param name="Message">One line.</param>
public sealed record RolloutStop(string Reason, string Message)
{
    /// <summary>How long a rollout is given before the cluster may stop it so; zero: it may at once.</summary>
    public TimeSpan After { get; init; }

    /// <summary>
    /// How long until it can be about a change of that age; <see langword="null"/> when it is. A Deployment that goes
    /// back to an older ReplicaSet keeps the clock of the rollout that it left, so the deadline of that one can pass
    /// right after the change (k8s.io/kubernetes, pkg/controller/deployment/sync.go).
    /// </summary>
    /// <param name="age">How long ago the images were set.</param>
    /// <param name="patience">How long a second of the cluster is; 1 but for embedded ones.</param>
    public TimeSpan? Until(TimeSpan age, double patience) =>
        (After * patience) - age is var left && left > TimeSpan.Zero ? left : null;
}
