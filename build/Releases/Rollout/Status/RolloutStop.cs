namespace Releases.Rollout.Status;

/// <summary>Why a rollout can never be done.</summary>
/// <param name="Reason">One word, as Kubernetes names it.</param>
/// <param name="Message">One line.</param>
public sealed record RolloutStop(string Reason, string Message)
{
    /// <summary>How long a rollout is given before the cluster may stop it so; zero: it may at once.</summary>
    public TimeSpan After { get; init; }

    /// <summary>
    /// Whether it is about a change of that age. A Deployment that goes back to an older ReplicaSet keeps the clock of the rollout that it
    /// left, so the deadline of that one can pass right after the change (k8s.io/kubernetes, pkg/controller/deployment/sync.go).
    /// </summary>
    /// <param name="sinceChange">How long ago the images were set.</param>
    public bool IsAbout(TimeSpan sinceChange) => sinceChange >= After;
}
