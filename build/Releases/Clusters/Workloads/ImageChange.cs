using Releases.Fleets;
using Releases.Images;
using Releases.Versions;

namespace Releases.Clusters.Workloads;

/// <summary>What a release does to one workload.</summary>
/// <param name="Workload">The workload as it is.</param>
/// <param name="To">The image that its containers of the release's repository get.</param>
/// <param name="Containers">The containers that change; none when the workload already has the image.</param>
public sealed record ImageChange(Workload Workload, string To, IReadOnlyList<WorkloadContainer> Containers)
{
    /// <summary>Whether nothing has to change.</summary>
    public bool IsNone => Containers.Count == 0;

    /// <summary>The image that the workload runs now: that of its first container of the release's repository.</summary>
    public required string From { get; init; }

    /// <summary>The version that the workload runs now, when its tag is one that the rule makes.</summary>
    public required string? FromVersion { get; init; }

    /// <summary>
    /// Plans the change. Only containers whose present image is of the release's repository are touched: sidecars keep theirs.
    /// </summary>
    /// <param name="workload">The workload as it is.</param>
    /// <param name="rule">The rule that selected it.</param>
    /// <param name="repository">The release's repository with its registry.</param>
    /// <param name="version">What is released.</param>
    /// <exception cref="ReleaseException">No container of the workload is of the repository.</exception>
    public static ImageChange Plan(Workload workload, WorkloadRule rule, string repository, ImageTag version)
    {
        var own = workload.Containers.Where(container => IsOf(container, repository)).ToArray();
        if (own.Length == 0)
        {
            var images = string.Join(
                ", ",
                workload.Containers.Select(container => $"{container.Name}={container.Image}")
            );
            throw new ReleaseException(
                $"{workload} is selected by '{rule.Selector}' but runs no image of {repository} ({images})",
                "take the label off the workload, or correct `repository` or `workloads` in the fleet file"
            );
        }
        var to = $"{repository}:{rule.TagOf(version)}";
        // The first container that is no init container is what serves.
        var serving = own.FirstOrDefault(container => !container.IsInit) ?? own[0];
        return new ImageChange(workload, to, [.. own.Where(container => container.Image != to)])
        {
            From = serving.Image,
            FromVersion = ImageReference.Parse(serving.Image).Tag is { } tag ? rule.VersionOf(tag) : null,
        };
    }

    private static bool IsOf(WorkloadContainer container, string repository) =>
        ImageReference.Parse(container.Image).Repository == repository;
}
