using Releases.Fleets;
using Releases.Images;

namespace Releases.Workloads;

/// <summary>A workload and its containers of the application.</summary>
/// <param name="Workload">The workload as it is.</param>
/// <param name="Own">The containers whose image is of the release's repository, at least one.</param>
/// <param name="Rules">The rule of each of these containers, by the container's name.</param>
public sealed record RunningWorkload(
    Workload Workload,
    IReadOnlyList<WorkloadContainer> Own,
    IReadOnlyDictionary<string, WorkloadRule> Rules
)
{
    /// <summary>
    /// The container whose version counts as the workload's: the first own container that is no init container, because
    /// it serves.
    /// </summary>
    public WorkloadContainer Main => Own.FirstOrDefault(container => !container.IsInit) ?? Own[0];

    /// <summary>The image that the workload runs.</summary>
    public string Image => Main.Image;

    /// <summary>
    /// The version that the workload runs. <see langword="null"/> when its tag does not follow the rule.
    /// </summary>
    public string? Version => Rules[Main.Name].VersionOfImage(Image);

    /// <summary>The containers of a workload whose image is of the release's repository.</summary>
    public static IReadOnlyList<WorkloadContainer> OwnOf(Workload workload, string repository) =>
        [.. workload.Containers.Where(container => ImageReference.Parse(container.Image).Repository == repository)];

    /// <summary>
    /// Finds the application in a workload. <see langword="null"/> when no container is of the repository, or when the
    /// rule of a container is not clear.
    /// </summary>
    /// <param name="workload">The workload as it is.</param>
    /// <param name="selecting">The rules that selected it, at least one.</param>
    /// <param name="rules">All rules of the fleet.</param>
    /// <param name="repository">The release's repository with its registry.</param>
    public static RunningWorkload? Of(
        Workload workload,
        IReadOnlyList<WorkloadRule> selecting,
        IReadOnlyList<WorkloadRule> rules,
        string repository
    ) =>
        OwnOf(workload, repository) is { Count: > 0 } own && ContainerRules.Of(selecting, rules, own) is { } byName
            ? new RunningWorkload(workload, own, byName)
            : null;

    /// <summary>What is wrong with a workload for which <see cref="Of"/> finds nothing.</summary>
    /// <param name="workload">The workload as it is.</param>
    /// <param name="selecting">The rules that selected it, at least one.</param>
    /// <param name="rules">All rules of the fleet.</param>
    /// <param name="repository">The release's repository with its registry.</param>
    public static WorkloadProblem ProblemOf(
        Workload workload,
        IReadOnlyList<WorkloadRule> selecting,
        IReadOnlyList<WorkloadRule> rules,
        string repository
    ) =>
        OwnOf(workload, repository) switch
        {
            [] => Foreign(workload, selecting[0], repository),
            [var single] => OfSingle(workload, single, selecting, rules),
            var own => new(
                $"{workload}: the tags of its containers do not tell which rule of `workloads` each follows ({Images(own)})",
                "give all of them images of one version, by kubectl set image, or tell the tags apart in the fleet file"
            ),
        };

    private static WorkloadProblem OfSingle(
        Workload workload,
        WorkloadContainer single,
        IReadOnlyList<WorkloadRule> selecting,
        IReadOnlyList<WorkloadRule> rules
    ) =>
        ContainerRules.Stranger(selecting, rules, single.Image) is { } stranger
            ? new WorkloadProblem(
                $"{workload} is selected by '{selecting[0].Selector}' for tags {selecting[0].TagTemplate}, but its tag is one of {stranger.TagTemplate} ({Images([single])})",
                "correct its label, or its image by kubectl set image"
            )
            : new WorkloadProblem(
                $"{workload}: its tag does not tell which rule of `workloads` it follows ({Images([single])})",
                "give it the image of a version, by kubectl set image, or let one rule alone select it"
            );

    private static WorkloadProblem Foreign(Workload workload, WorkloadRule selecting, string repository) =>
        new(
            $"{workload} is selected by '{selecting.Selector}' but runs no image of {repository} ({Images(workload.Containers)})",
            "take the label off the workload, correct `repository` or `workloads` in the fleet file, or give it an image of the release by kubectl set image"
        );

    private static string Images(IReadOnlyList<WorkloadContainer> containers) =>
        string.Join(", ", containers.Select(container => $"{container.Name}={container.Image}"));
}
