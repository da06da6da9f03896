using Clusters.Calls;
using Clusters.Watching;
using Foundation.Failures;
using Foundation.Timing;
using k8s.Models;

namespace Releases.Jobs;

/// <summary>
/// Removes a Job, and waits until the Job and its pods are gone. A new Job of the same name would clash with them. The
/// caller hears which pod or Job the wait is for.
/// </summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="job">The Job as it was read. Another Job that has taken its place is left alone.</param>
public sealed class JobRemoval(RegionCluster cluster, V1Job job)
{
    // Pods that have ended disappear at once. Something holds a pod that takes longer.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    // The cluster itself removes these finalizers (Kubernetes, "Garbage Collection" and "Jobs").
    private static readonly string[] Usual = ["foregroundDeletion", "orphan", "batch.kubernetes.io/job-tracking"];

    private string? _said;

    /// <summary>What the removal last waited for, for the error when it is still there.</summary>
    public string Remains => _said ?? $"Job {job.Name()} or its pods";

    /// <summary>Removes the Job.</summary>
    /// <param name="say">Hears what the removal waits for, when it takes a while.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task RunAsync(Action<string> say, CancellationToken cancellationToken)
    {
        await new MigrationJobs(cluster, job.Name()).DeleteAsync(job, cancellationToken);
        using var isGone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var telling = TellAsync(say, isGone.Token);
        try
        {
            await WaitAsync(cancellationToken);
        }
        finally
        {
            await isGone.CancelAsync();
            await telling;
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var jobs = new ResourceWatch<V1Job>(cluster.Connection, cluster.Namespace, ResourceSelector.Named(job.Name()));
        await foreach (var snapshot in jobs.SnapshotsAsync(cancellationToken))
        {
            if (snapshot.Find(job.Name())?.Uid() != job.Uid())
                break;
        }
        var pods = new ResourceWatch<V1Pod>(cluster.Connection, cluster.Namespace, MigrationJobs.PodsOf(job));
        await foreach (var snapshot in pods.SnapshotsAsync(cancellationToken))
        {
            if (snapshot.Count == 0)
                break;
        }
    }

    private async Task TellAsync(Action<string> say, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pace, cluster.Connection.Time, cancellationToken);
                var text = await ReadAsync(cancellationToken);
                if (text is null || text == _said)
                    continue;
                _said = text;
                say($"waiting for {text}");
            }
        }
        catch (OperationCanceledException)
        {
            // The Job is gone, or nobody waits any more.
        }
        catch (ReleaseException)
        {
            // The wait itself reports a cluster that does not answer.
        }
    }

    private async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        var pods = await ResourceList.ReadAsync<V1Pod>(
            cluster.Connection,
            ResourceAddress.Of<V1Pod>(cluster.Namespace),
            MigrationJobs.PodsOf(job),
            cancellationToken
        );
        if (pods.Count > 0)
            return string.Join(", ", pods.Select(Text));
        var left = await new MigrationJobs(cluster, job.Name()).FindAsync(cancellationToken);
        return left is null || left.Uid() != job.Uid() ? null : $"Job {job.Name()}{Held(left.Metadata)}";
    }

    private static string Text(V1Pod pod)
    {
        var held = Held(pod.Metadata);
        var seconds = pod.Metadata.DeletionGracePeriodSeconds ?? pod.Spec.TerminationGracePeriodSeconds ?? 0;
        return held.Length > 0
            ? $"pod {pod.Name()}{held}"
            : $"pod {pod.Name()}, which has {DurationText.OfLimit(TimeSpan.FromSeconds(seconds))} to end";
    }

    private static string Held(V1ObjectMeta metadata) =>
        (metadata.Finalizers ?? []).Except(Usual).ToArray() is { Length: > 0 } names
            ? $", held by finalizer {string.Join(", ", names)}"
            : "";
}
