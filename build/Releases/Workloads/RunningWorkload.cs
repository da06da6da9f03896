using Releases.Fleets;
using Releases.Images;

namespace Releases.Workloads;

/// <summary>A workload with the part of it that is the application.</summary>
/// <param name="Workload">The workload as it is.</param>
/// <param name="Rule">The rule that selected it.</param>
/// <param name="Own">Its containers whose image is of the release's repository; at least one.</param>
public sealed record RunningWorkload(Workload Workload, WorkloadRule Rule, IReadOnlyList<WorkloadContainer> Own)
{
    /// <summary>
    /// The image that it runs: that of the first own container that is no init container, since that is what serves.
    /// </summary>
    public string Image => (Own.FirstOrDefault(container => !container.IsInit) ?? Own[0]).Image;

    /// <summary>The version that it runs, when its tag is one that the rule makes.</summary>
    public string? Version => Rule.VersionOfImage(Image);

    /// <summary>
    /// Finds the application in a workload; <see langword="null"/> when no container is of the repository.
    /// </summary>
    /// <param name="workload">The workload as it is.</param>
    /// <param name="rule">The rule that selected it.</param>
    /// <param name="repository">The release's repository with its registry.</param>
    public static RunningWorkload? Of(Workload workload, WorkloadRule rule, string repository)
    {
        var own = workload
            .Containers.Where(container => ImageReference.Parse(container.Image).Repository == repository)
            .ToArray();
        return own.Length == 0 ? null : new RunningWorkload(workload, rule, own);
    }

    /// <summary>What is wrong with a workload that <see cref="Of"/> finds nothing in.</summary>
    public static WorkloadProblem Foreign(Workload workload, WorkloadRule rule, string repository)
    {
        var images = string.Join(", ", workload.Containers.Select(container => $"{container.Name}={container.Image}"));
        return new WorkloadProblem(
            $"{workload} is selected by '{rule.Selector}' but runs no image of {repository} ({images})",
            "take the label off the workload, or correct `repository` or `workloads` in the fleet file"
        );
    }
}
