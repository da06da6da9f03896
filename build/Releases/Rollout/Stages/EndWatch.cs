using Foundation.Timing;
using k8s.Models;
using Releases.Rollout.Diagnosis;

namespace Releases.Rollout.Stages;

/// <summary>
/// Watches the release's own containers of a migration's newest pod. Their end is the migration's end where the Job
/// does not tell it: when another container goes on, and when the Job is gone.
/// </summary>
/// <param name="lane">The lane.</param>
/// <param name="job">The migration Job.</param>
internal sealed class EndWatch(Lane lane, V1Job job)
{
    private string? _newest;
    private long? _since;
    private bool _isTold;

    /// <summary>
    /// How the own containers of the newest pod ended. <see langword="null"/> when their end was not seen.
    /// </summary>
    public OwnEnd? Last { get; private set; }

    /// <summary>
    /// The last pod that the cluster has ended, also when it is gone. <see langword="null"/> when none was seen.
    /// </summary>
    public EndedPod? Ended { get; private set; }

    /// <summary>
    /// The time until the end counts although other containers go on. <see langword="null"/> while nothing has ended.
    /// </summary>
    public TimeSpan? UntilItCounts =>
        _since is not { } since ? null
        : BesideGrace - lane.Time.GetElapsedTime(since) is var left && left > TimeSpan.Zero ? left
        : TimeSpan.Zero;

    private TimeSpan BesideGrace => Grace.Beside * lane.Order.Patience;

    /// <summary>Takes the pods as they are now. When the newest pod is gone, what was seen of it stays.</summary>
    public void See(IReadOnlyList<V1Pod> pods)
    {
        Ended =
            pods.OrderBy(pod => pod.Metadata.CreationTimestamp)
                .Select(EndedPod.Of)
                .LastOrDefault(each => each is not null)
            ?? Ended;
        var newest = pods.Where(pod => pod.Metadata.DeletionTimestamp is null)
            .MaxBy(pod => pod.Metadata.CreationTimestamp ?? DateTime.MinValue);
        if (newest is null)
            return;
        var isOther = newest.Uid() != _newest;
        _newest = newest.Uid();
        Last = OwnEnd.Of(newest, job.Spec?.Template.Spec, lane.Order.Image) ?? (isOther ? null : Last);
        if (Last is not { Others.Count: > 0 })
            _since = null;
        else
            _since ??= lane.Time.GetTimestamp();
    }

    /// <summary>Tells once that another container goes on after the end.</summary>
    /// <returns>Whether the other container has gone on so long that the end counts.</returns>
    public bool Tell()
    {
        if (UntilItCounts is not { } left)
            return false;
        if (!_isTold)
            lane.Journal.Say(
                RunEventKind.Trouble,
                $"Job {job.Name()}: {Last}; what counts is the migration, and the Job is ended if that lasts {DurationText.OfLimit(BesideGrace)}"
            );
        _isTold = true;
        return left == TimeSpan.Zero;
    }
}
