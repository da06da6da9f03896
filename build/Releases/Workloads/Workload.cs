using k8s.Models;
using Releases.Fleets;

namespace Releases.Workloads;

/// <summary>A workload of a region as far as setting images goes.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name in the region's namespace.</param>
/// <param name="Containers">The containers of its pod template, init containers first.</param>
public sealed record Workload(WorkloadKind Kind, string Name, IReadOnlyList<WorkloadContainer> Containers)
{
    /// <summary>Its annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether its controller stands still, so that no change would reach a pod.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether no pod of it is wanted, so that none can show that a version runs.</summary>
    public bool IsScaledToZero { get; init; }

    /// <summary>Reads a workload from what its kind keeps as a pod template.</summary>
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
/// <param name="Image">The image as the template says it.</param>
/// <param name="IsInit">Whether it is an init container.</param>
public sealed record WorkloadContainer(string Name, string Image, bool IsInit);
