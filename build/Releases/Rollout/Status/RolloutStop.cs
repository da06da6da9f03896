namespace Releases.Rollout.Status;

/// <summary>Why a rollout can never be done.</summary>
/// <param name="Reason">One word, as Kubernetes names it.</param>
/// <param name="Message">One line.</param>
public sealed record RolloutStop(string Reason, string Message);
