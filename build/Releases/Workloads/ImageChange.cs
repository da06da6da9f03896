using Releases.Fleets;
using Releases.Images;

namespace Releases.Workloads;

/// <summary>The images that a release gives to one workload.</summary>
/// <param name="Running">The workload as it is, with its containers of the release's repository.</param>
/// <param name="Targets">The images that these containers get, by the containers' names.</param>
public sealed record ImageChange(RunningWorkload Running, IReadOnlyDictionary<string, ImageTarget> Targets)
{
    /// <summary>The workload as it is.</summary>
    public Workload Workload => Running.Workload;

    /// <summary>
    /// The containers that change. Empty when the workload already has the images. Only containers of the release's
    /// repository change; sidecars keep their images.
    /// </summary>
    public IReadOnlyList<WorkloadContainer> Containers { get; } =
    [.. Running.Own.Where(container => !Targets[container.Name].IsRunBy(container.Image))];

    /// <summary>Whether nothing has to change.</summary>
    public bool IsNone => Containers.Count == 0;

    /// <summary>The changed containers with the images that they get.</summary>
    public IReadOnlyList<WorkloadContainer> Changed =>
        [.. Containers.Select(container => container with { Image = Targets[container.Name].ToString() })];

    /// <summary>The containers that have the release's image.</summary>
    public IReadOnlyList<WorkloadContainer> Released =>
        [.. Running.Own.Where(container => Targets[container.Name].IsRunBy(container.Image))];

    /// <summary>The new image of the workload's main container.</summary>
    public string To => Targets[Running.Main.Name].ToString();

    /// <summary>The image that the workload runs now.</summary>
    public string From => Running.Image;

    /// <summary>
    /// The version that the workload runs now. <see langword="null"/> when its tag does not follow the rule.
    /// </summary>
    public string? FromVersion => Running.Version;

    /// <summary>Plans the change.</summary>
    /// <param name="running">The workload with its containers of the release's repository.</param>
    /// <param name="targetOf">The image that the containers of a rule get.</param>
    public static ImageChange Plan(RunningWorkload running, Func<WorkloadRule, ImageTarget> targetOf) =>
        new(
            running,
            running.Own.ToDictionary(container => container.Name, container => targetOf(running.Rules[container.Name]))
        );
}
