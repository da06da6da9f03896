using Releases.Versions;
using Releases.Workloads;

namespace Releases.Rollout.Restoring;

/// <summary>What gives one workload its former images back.</summary>
/// <param name="Workload">The workload as it is now.</param>
/// <param name="Containers">The containers that go back, with their former images; none when these are not
/// known.</param>
/// <param name="Version">The version that these images are of; <see langword="null"/> when no rule of the fleet made
/// their tag.</param>
public sealed record Restoration(Workload Workload, IReadOnlyList<WorkloadContainer> Containers, string? Version)
{
    /// <summary>Whether it is known what all of the release's containers had before.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>
    /// Plans the way back of a workload that has the release's image. Containers that somebody has given another image
    /// since are left alone.
    /// </summary>
    /// <param name="change">The workload as it is now, and what the release makes of it.</param>
    /// <param name="version">What is released.</param>
    /// <returns><see langword="null"/> when no container has the release's image.</returns>
    public static Restoration? Plan(ImageChange change, ImageTag version)
    {
        var released = change.Released;
        if (released.Count == 0)
            return null;
        var former = FormerImages.Of(change.Workload, version)?.Images;
        var containers = released
            .Where(container => former?.ContainsKey(container.Name) == true)
            .Select(container => container with { Image = former![container.Name] })
            .ToArray();
        var serving = containers.FirstOrDefault(container => !container.IsInit) ?? containers.FirstOrDefault();
        return new Restoration(
            change.Workload,
            containers,
            serving is null ? null : change.Running.Rules[serving.Name].VersionOfImage(serving.Image)
        )
        {
            IsKnown = containers.Length == released.Count,
        };
    }
}
