using Foundation.Failures;
using Releases.Fleets;
using Releases.Images;
using Releases.Versions;

namespace Releases.Workloads;

/// <summary>What a release does to one workload.</summary>
/// <param name="Workload">The workload as it is.</param>
/// <param name="To">The image that its containers of the release's repository get.</param>
/// <param name="Containers">The containers that change; none when the workload already has the image.</param>
public sealed record ImageChange(Workload Workload, string To, IReadOnlyList<WorkloadContainer> Containers)
{
    /// <summary>Whether nothing has to change.</summary>
    public bool IsNone => Containers.Count == 0;

    /// <summary>The image that the containers get, and how it is told that they have it.</summary>
    public required ImageTarget Target { get; init; }

    /// <summary>The rule that selected the workload.</summary>
    public required WorkloadRule Rule { get; init; }

    /// <summary>The changed containers with the image that they get.</summary>
    public IReadOnlyList<WorkloadContainer> Changed =>
        [.. Containers.Select(container => container with { Image = To })];

    /// <summary>
    /// The image that the workload runs now: that of its first container of the release's repository.
    /// </summary>
    public required string From { get; init; }

    /// <summary>The version that the workload runs now, when its tag is one that the rule makes.</summary>
    public required string? FromVersion { get; init; }

    /// <summary>
    /// Plans the change. Only containers whose present image is of the release's repository are touched: sidecars keep
    /// theirs.
    /// </summary>
    /// <param name="running">The workload with its containers of the release's repository.</param>
    /// <param name="target">The image that they get.</param>
    public static ImageChange Plan(RunningWorkload running, ImageTarget target) =>
        new(running.Workload, target.ToString(), [.. running.Own.Where(container => !target.IsRunBy(container.Image))])
        {
            Target = target,
            Rule = running.Rule,
            From = running.Image,
            FromVersion = running.Version,
        };

    /// <inheritdoc cref="Plan(RunningWorkload, ImageTarget)"/>
    /// <param name="workload">The workload as it is.</param>
    /// <param name="rule">The rule that selected it.</param>
    /// <param name="repository">The release's repository with its registry.</param>
    /// <param name="version">What is released.</param>
    /// <exception cref="ReleaseException">No container of the workload is of the repository.</exception>
    public static ImageChange Plan(Workload workload, WorkloadRule rule, string repository, ImageTag version)
    {
        if (RunningWorkload.Of(workload, rule, repository) is { } running)
            return Plan(running, new ImageTarget($"{repository}:{rule.TagOf(version)}"));
        var foreign = RunningWorkload.Foreign(workload, rule, repository);
        throw new ReleaseException(foreign.Message, foreign.NextStep);
    }
}
