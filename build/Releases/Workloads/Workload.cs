using k8s.Models;
using Releases.Fleets;

namespace Releases.Workloads;

/// <summary>A workload of a region, with the facts that setting images needs.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name in the region's namespace.</param>
/// <param name="Containers">The containers of its pod template, init containers first.</param>
public sealed record Workload(WorkloadKind Kind, string Name, IReadOnlyList<WorkloadContainer> Containers)
{
    /// <summary>The workload's annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the workload is paused. Its controller would then pass no change on to pods.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether the workload wants no pod. No pod can then show that a version runs.</summary>
    public bool IsScaledToZero { get; init; }

    /// <summary>Reads a workload from its metadata and its pod template.</summary>
    public static Workload Of(WorkloadKind kind, V1ObjectMeta metadata, V1PodTemplateSpec template) =>
        new(
            kind,
            metadata.Name,
            [
                .. (template.Spec.InitContainers ?? []).Select(container => From(container, isInit: true)),
                .. template.Spec.Containers.Select(container => From(container, isInit: false)),
            ]
        )
        {
            Annotations = metadata.Annotations?.AsReadOnly() ?? new Dictionary<string, string>().AsReadOnly(),
        };

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";

    private static WorkloadContainer From(V1Container container, bool isInit) =>
        new(container.Name, container.Image ?? string.Empty, isInit);
}

/// <summary>A container of a workload's pod template.</summary>
/// <param name="Name">Its name in the pod.</param>
/// <param name="Image">The image of the pod template.</param>
/// <param name="IsInit">Whether it is an init container.</param>
public sealed record WorkloadContainer(string Name, string Image, bool IsInit);
