namespace Releases.Surveys;

/// <summary>What one workload runs.</summary>
/// <param name="Kind">Its Kubernetes kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version of its serving container; <see langword="null"/> when its tag is none of the
/// fleet's.</param>
/// <param name="Containers">Its containers of the application, init containers first; sidecars are left out.</param>
/// <param name="Ready">Pods that are available, at most as many as have the present template; 0 for a CronJob.</param>
/// <param name="Wanted">Pods that are wanted; 0 for a CronJob.</param>
/// <param name="Health">How it is.</param>
/// <param name="Text">Why, in a few words.</param>
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
