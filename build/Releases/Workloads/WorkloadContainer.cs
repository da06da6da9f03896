namespace Releases.Workloads;

/// <summary>A container of a workload's pod template.</summary>
/// <param name="Name">Its name in the pod.</param>
/// <param name="Image">The image as the template says it.</param>
/// <param name="IsInit">Whether it is an init container.</param>
public sealed record WorkloadContainer(string Name, string Image, bool IsInit);
