namespace Releases.Surveys;

/// <summary>What one workload runs.</summary>
/// <param name="Kind">Its Kubernetes kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">
/// The version of its serving container; <see langword="null"/> when the tag follows none of the fleet's rules.
/// </param>
/// <param name="Containers">The application's containers, init containers first. Sidecars are left out.</param>
/// <param name="Ready">The available pods, at most as many as have the present template; 0 for a CronJob.</param>
/// <param name="Wanted">The pods that the workload wants; 0 for a CronJob.</param>
/// <param name="Health">The workload's health.</param>
/// <param name="Text">The reason, in a few words.</param>
public sealed record WorkloadStatus(
    string Kind,
    string Name,
    string? Version,
    IReadOnlyList<ContainerImage> Containers,
    int Ready,
    int Wanted,
    Health Health,
    string Text
);
