using Clusters.Calls;
using Clusters.Watching;
using Foundation.Failures;
using k8s.Models;
using Releases.Jobs;

namespace Releases.Rollout.Stages;

/// <summary>
/// How a Job that is gone has ended, by the events of its controller. Events stay for an hour, unless the server is
/// configured otherwise (k8s.io/kubernetes, pkg/controller/job; kube-apiserver, --event-ttl).
/// </summary>
/// <param name="IsComplete">Whether the Job was complete.</param>
/// <param name="Reason">The event's reason.</param>
/// <param name="Message">The event's words.</param>
internal sealed record GoneJobEnd(bool IsComplete, string Reason, string Message)
{
    private static readonly string[] Failures =
    [
        "BackoffLimitExceeded",
        JobState.DeadlineExceeded,
        "PodFailurePolicy",
        "MaxFailedIndexesExceeded",
        "FailedIndexes",
    ];

    /// <summary>
    /// Reads the end of a Job from the cluster. <see langword="null"/> where no event tells it, or the events cannot be
    /// read.
    /// </summary>
    public static async Task<GoneJobEnd?> ReadAsync(Lane lane, V1Job job, CancellationToken cancellationToken)
    {
        try
        {
            var events = await ResourceList.ReadAsync<Corev1Event>(
                lane.Cluster.Connection,
                ResourceAddress.Of<Corev1Event>(lane.Cluster.Namespace),
                new ResourceSelector(Fields: $"involvedObject.uid={job.Uid()}"),
                cancellationToken
            );
            return Of(job, events);
        }
        catch (ReleaseException)
        {
            return null;
        }
    }

    /// <summary>Reads the end of a Job from events.</summary>
    public static GoneJobEnd? Of(V1Job job, IEnumerable<Corev1Event> events) =>
        events
            .Where(entry => entry.InvolvedObject.Uid == job.Uid())
            .Where(entry => entry.Reason == "Completed" || Failures.Contains(entry.Reason))
            .Select(entry => new GoneJobEnd(entry.Reason == "Completed", entry.Reason, entry.Message ?? ""))
            .FirstOrDefault();

    /// <inheritdoc/>
    public override string ToString() => $"its controller had said {Reason}: {Message}";
}
