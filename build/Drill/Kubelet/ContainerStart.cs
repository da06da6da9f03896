namespace Drill.Kubelet;

/// <summary>A container that is about to run.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Image">The image's full reference.</param>
/// <param name="OwnerKind">The kind that controls the pod (<c>ReplicaSet</c>, <c>Job</c>), or empty.</param>
/// <param name="OwnerName">The name of what controls the pod, or empty.</param>
/// <param name="IsInit">It is an init container.</param>
/// <param name="Restarts">How often the container ran before in this pod.</param>
public sealed record ContainerStart(
    string Namespace,
    string Pod,
    string Container,
    string Image,
    string OwnerKind,
    string OwnerName,
    bool IsInit,
    int Restarts
)
{
    /// <summary>The words of its command and arguments; empty where the image says what runs.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];
}
