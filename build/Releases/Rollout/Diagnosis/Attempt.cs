namespace Releases.Rollout.Diagnosis;

/// <summary>
/// The attempt of the cluster that a symptom is about. What a run finds at its first look may have been repaired since
/// that attempt. Only the next attempt tells.
/// </summary>
/// <param name="Name">Tells this attempt from the others at the same place.</param>
/// <param name="Next">How long the cluster may wait until it tries again.</param>
public sealed record Attempt(string Name, TimeSpan Next);
