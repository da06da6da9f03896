using Releases.Images;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>
/// The images that workloads have to keep while their rollout is watched. A rollout that is done proves nothing when
/// somebody has set another image meanwhile: it is then the rollout of that image.
/// </summary>
internal sealed class WantedImages
{
    private readonly IReadOnlyList<Wanted> _all;

    private WantedImages(IEnumerable<Wanted> all)
    {
        _all = [.. all];
    }

    /// <summary>The images of a release.</summary>
    public static WantedImages Of(IEnumerable<ImageChange> changes) =>
        new(
            changes.SelectMany(change =>
                change.Targets.Select(target => new Wanted(change.Workload.ToString(), target.Key, target.Value))
            )
        );

    /// <summary>The images that containers were given, by their workloads.</summary>
    public static WantedImages Of(
        IEnumerable<(Workload Workload, IReadOnlyList<WorkloadContainer> Containers)> given
    ) =>
        new(
            given.SelectMany(entry =>
                entry.Containers.Select(container => new Wanted(
                    entry.Workload.ToString(),
                    container.Name,
                    // A policy of the cluster may add the digest that a tag has.
                    ImageTarget.Of(container.Image)
                ))
            )
        );

    /// <summary>
    /// The workload that <see cref="LostIn"/> has found without its image; <see langword="null"/> before that.
    /// </summary>
    public string? Lost { get; private set; }

    /// <summary>
    /// Says in one line which workload has lost its image. <see langword="null"/> when none has. A workload that is not
    /// there may be made anew at once, so it counts only when all others are rolled out.
    /// </summary>
    public string? LostIn(IReadOnlyList<WorkloadState> states)
    {
        var found = states.ToDictionary(state => state.Workload.ToString(), state => state.Workload);
        var areDone = states.All(state => state.Status.IsDone);
        foreach (var wanted in _all)
        {
            var words = found.TryGetValue(wanted.Workload, out var workload) ? wanted.LostBy(workload) : Gone(areDone);
            if (words is null)
                continue;
            Lost = wanted.Workload;
            return $"{wanted.Workload} {words}: somebody else may be changing it";
        }
        return null;
    }

    private static string? Gone(bool areDone) => areDone ? "is gone, or no rule selects it any more" : null;

    private sealed record Wanted(string Workload, string Container, ImageTarget Image)
    {
        public string? LostBy(Workload workload)
        {
            var now = workload.Containers.FirstOrDefault(container => container.Name == Container)?.Image;
            return now is null ? $"has no container {Container} any more"
                : Image.IsRunBy(now) ? null
                : $"has {now}, and no longer {Image}";
        }
    }
}
