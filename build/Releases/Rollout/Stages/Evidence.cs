using Clusters.Calls;
using Clusters.Logs;
using Clusters.Watching;
using Foundation.Failures;
using k8s.Models;
using Releases.Jobs;
using Releases.Rollout.Diagnosis;

namespace Releases.Rollout.Stages;

/// <summary>
/// What a cluster can tell about a failure. It never fails itself: a missing log must not hide the reason.
/// </summary>
internal static class Evidence
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // A traceback of Django has some 60 lines before the error that it ends with.
    private const int LogLines = 100;

    private const int EventLines = 10;

    // The kubelet answers with these texts instead of a log when the engine has removed a container that it still
    // lists.
    private static readonly string[] LostLogs =
    [
        "failed to try resolving symlinks",
        "failed to open log file",
        "unable to retrieve container logs",
    ];

    /// <summary>
    /// The last lines of the failing container. For a container that has restarted, the lines of its previous run, when
    /// they are still there. Empty when the lines cannot be read within 10 seconds.
    /// </summary>
    public static async Task<IReadOnlyList<string>> LastLinesAsync(
        Lane lane,
        Symptom? symptom,
        CancellationToken cancellationToken
    )
    {
        if (symptom is not { Pod: not null, Container: not null })
            return [];
        using var limit = new CancellationTokenSource(Limit, lane.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var previous = symptom.HasRestarted ? await ReadAsync(lane, symptom, previous: true, either.Token) : null;
            return previous ?? await ReadAsync(lane, symptom, previous: false, either.Token) ?? [];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>
    /// The pods of a Job, asked anew: what is watched of pods may come after what is watched of their Job.
    /// <see langword="null"/> when the cluster does not tell within 10 seconds.
    /// </summary>
    public static async Task<IReadOnlyList<V1Pod>?> PodsAsync(Lane lane, V1Job job, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, lane.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ResourceList.ReadAsync<V1Pod>(
                lane.Cluster.Connection,
                ResourceAddress.Of<V1Pod>(lane.Cluster.Namespace),
                MigrationJobs.PodsOf(job),
                either.Token
            );
        }
        catch (ReleaseException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<string>?> ReadAsync(
        Lane lane,
        Symptom symptom,
        bool previous,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return LinesOf(
                await ContainerTail.ReadAsync(
                    lane.Cluster.Connection,
                    lane.Cluster.Namespace,
                    symptom.Pod!,
                    symptom.Container!,
                    previous,
                    LogLines,
                    cancellationToken
                )
            );
        }
        catch (Exception exception) when (exception is ReleaseException or HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static string[]? LinesOf(IReadOnlyList<string> log)
    {
        var lines = log.Where(line => line.Length > 0).ToArray();
        var isLost = lines is [var only] && LostLogs.Any(sign => only.StartsWith(sign, StringComparison.Ordinal));
        return isLost ? null : lines;
    }

    /// <summary>The newest warnings about objects, the newest last. Repetitions are counted in one line.</summary>
    /// <param name="uids">
    /// The objects' uids. A name would also find longer names that begin with it, and earlier objects of the same name.
    /// </param>
    /// <param name="events">The namespace's events.</param>
    public static IReadOnlyList<string> EventsOf(IReadOnlyCollection<string> uids, IReadOnlyList<Corev1Event> events) =>
        [
            .. events
                .Where(entry => entry.Type != "Normal" && uids.Contains(entry.InvolvedObject.Uid))
                .OrderBy(EventTime.Of)
                .GroupBy(entry => (entry.Reason, Message: (entry.Message ?? "").ReplaceLineEndings(" ")))
                .Select(group =>
                    $"{group.Key.Reason}: {group.Key.Message}{Times(group.Sum(entry => entry.Count ?? 1))}"
                )
                .TakeLast(EventLines),
        ];

    private static string Times(int count) => count > 1 ? $" ({count} times)" : "";
}
