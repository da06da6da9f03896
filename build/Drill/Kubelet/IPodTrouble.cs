using Drill.Storage;

namespace Drill.Kubelet;

/// <summary>
/// What can go wrong with a pod. The kubelet asks at each step of the pod, and the cluster's faults answer.
/// </summary>
internal interface IPodTrouble
{
    /// <summary>Why no node takes the pod. Null when a node does.</summary>
    string? KeepsUnscheduled(ObjectKey pod);

    /// <summary>Why the pull of an image fails. Null when the registry decides.</summary>
    PullFailure? Pull(ObjectKey pod, string image, int attempt);

    /// <summary>What a container does in place of its script. Null when it runs the script.</summary>
    ContainerProgram? Run(ObjectKey pod, ContainerStart start);

    /// <summary>Whether the readiness probes of the pod's containers fail.</summary>
    bool KeepsUnready(ObjectKey pod);
}

/// <summary>Why an image could not be pulled.</summary>
internal enum PullFailure
{
    /// <summary>The registry does not have the manifest.</summary>
    ManifestUnknown,

    /// <summary>The registry did not answer in time. Another attempt may succeed.</summary>
    RegistryTimeout,
}
