using Drill.Storage;

namespace Drill.Kubelet;

/// <summary>What spoils pods. The kubelet asks it at every step of a pod; the cluster's faults answer.</summary>
internal interface IPodTrouble
{
    /// <summary>Why no node takes the pod; null when one does.</summary>
    string? KeepsUnscheduled(ObjectKey pod);

    /// <summary>How the pull of an image ends; null when the registry decides.</summary>
    PullOutcome? Pull(ObjectKey pod, string image, int attempt);

    /// <summary>What a container does instead of its script; null when it runs the script.</summary>
    ContainerProgram? Run(ObjectKey pod, ContainerStart start);

    /// <summary>The readiness probes of the pod's containers fail.</summary>
    bool KeepsUnready(ObjectKey pod);
}
