using Drill.Storage;

namespace Drill.Kubelet;

/// <summary>
/// What can go wrong with a pod. The kubelet asks at each step of the pod; the cluster's faults answer.
/// </summary>
internal interface IPodTrouble
{
    /// <summary>Why no node takes the pod; null when one does.</summary>
    string? KeepsUnscheduled(ObjectKey pod);

    /// <summary>Why the pull of an image fails; null when the registry decides.</summary>
    PullFailure? Pull(ObjectKey pod, string image, int attempt);

    /// <summary>What a container does instead of its script; null when it runs the script.</summary>
    ContainerProgram? Run(ObjectKey pod, ContainerStart start);

    /// <summary>Whether the readiness probes of the pod's containers fail.</summary>
    bool KeepsUnready(ObjectKey pod);
}

/// <summary>Why an image could not be pulled.</summary>
internal enum PullFailure
{
    /// <summary>The registry knows no such manifest.</summary>
    ManifestUnknown,

    /// <summary>The registry did not answer in time; another attempt may succeed.</summary>
    RegistryTimeout,
}
