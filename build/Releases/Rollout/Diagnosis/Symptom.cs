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

    /// <summary>Whether the container has run before, so that its last words are in the log of the previous instance.</summary>
    public bool HasRestarted { get; init; }

    /// <summary>What makes two sightings the same symptom: the text may change, the place and reason do not.</summary>
    internal (string? Pod, string? Container, string Reason) Identity => (Pod, Container, Reason);
}
