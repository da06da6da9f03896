using Releases.Versions;
using Releases.Workloads;

namespace Releases.Rollout.Restoring;

/// <summary>The step that gives one workload its former images back.</summary>
/// <param name="Workload">The workload as it is now.</param>
/// <param name="Containers">
/// The containers that go back, with their former images. Empty when these are not known.
/// </param>
/// <param name="Version">
/// The version of the former images; <see langword="null"/> when their tag follows none of the fleet's rules.
/// </param>
public sealed record Restoration(Workload Workload, IReadOnlyList<WorkloadContainer> Containers, string? Version)
{
    /// <summary>Whether the former images of all of the release's containers are known.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>
    /// The version that a region ran before a release, also after a run that has set images: the workloads that have
    /// them note it, and the others run it still. <see langword="null"/> when they do not agree, or one does not tell.
    /// </summary>
    /// <param name="changes">The workloads as they are now.</param>
    /// <param name="version">What is released.</param>
    public static string? VersionBefore(IEnumerable<ImageChange> changes, ImageTag version)
    {
        var before = changes.Select(change => Plan(change, version) is { } noted ? noted.Version : change.FromVersion);
        return before.Distinct().ToArray() is [{ } only] && only != version.Text ? only : null;
    }

    /// <summary>
    /// Plans the way back of a workload that has the release's image. A container that somebody has given another image
    /// since then is left alone.
    /// </summary>
    /// <param name="change">The workload as it is now, and the images that the release gives it.</param>
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
