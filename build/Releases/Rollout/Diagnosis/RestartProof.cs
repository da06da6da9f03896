using Foundation.Timing;
using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>
/// Holds a container that has restarted for sound only after it has run for a while. Without a readiness probe, a
/// container is ready as soon as its process exists, also between two crashes. The counts of its workload then say that
/// all pods are available. A container that ended after a long run crashes in no loop.
/// </summary>
/// <param name="time">This machine's clock. It bounds the wait where a node's clock is ahead of its cluster's.</param>
/// <param name="patience">The factor on the time that a container has to run.</param>
internal sealed class RestartProof(TimeProvider time, double patience)
{
    private readonly Dictionary<(string Pod, string Container, int Restarts), long> _seen = [];

    private TimeSpan Needed => Grace.CrashLoop * patience;

    /// <summary>
    /// The container that has to run longest until it counts as sound. <see langword="null"/> when all do.
    /// </summary>
    /// <param name="pods">The pods of a workload's newest revision.</param>
    /// <param name="now">The cluster's time.</param>
    public UnprovenContainer? Of(IEnumerable<V1Pod> pods, DateTimeOffset now) =>
        pods.Where(pod => pod.Metadata.DeletionTimestamp is null && pod.Status?.Phase != "Failed")
            .SelectMany(pod =>
                (pod.Status?.ContainerStatuses ?? [])
                    .Where(status => status.RestartCount > 0 && !CrashLoop.HadRunForLong(status))
                    .Select(status => new UnprovenContainer(pod.Name(), status.Name, LeftOf(pod, status, now), Needed))
            )
            .Where(container => container.Left > TimeSpan.Zero)
            .OrderByDescending(container => container.Left)
            .FirstOrDefault();

    // A container that does not run will change its pod's counts in a moment: pods and counts are watched apart.
    private TimeSpan LeftOf(V1Pod pod, V1ContainerStatus status, DateTimeOffset now)
    {
        if (status.State?.Running is not { } running)
            return Needed;
        var byCluster = running.StartedAt is { } start ? Needed - (now.UtcDateTime - start) : Needed;
        if (byCluster <= TimeSpan.Zero)
            return TimeSpan.Zero;
        var run = (pod.Uid(), status.Name, status.RestartCount);
        _seen.TryAdd(run, time.GetTimestamp());
        var byMachine = Needed - time.GetElapsedTime(_seen[run]);
        return byCluster < byMachine ? byCluster : byMachine;
    }
}

/// <summary>A container that has restarted and has not run for long since.</summary>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Left">How long it still has to run.</param>
/// <param name="Needed">How long a run has to be.</param>
internal sealed record UnprovenContainer(string Pod, string Container, TimeSpan Left, TimeSpan Needed)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"container {Container} of pod {Pod} has restarted, and counts as rolled out when it has run for {DurationText.OfLimit(Needed)}";
}
