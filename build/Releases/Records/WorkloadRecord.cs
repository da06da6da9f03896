namespace Releases.Records;

/// <summary>A workload whose images were changed.</summary>
/// <param name="Kind">Its Kubernetes kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">The image that it ran before.</param>
/// <param name="To">The image that it was given.</param>
public sealed record WorkloadRecord(string Kind, string Name, string From, string To);
