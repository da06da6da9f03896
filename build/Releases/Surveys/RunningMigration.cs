using Clusters.Calls;
using Clusters.Logs;
using Clusters.Watching;
using Foundation.Failures;
using k8s.Models;
using Releases.Jobs;

namespace Releases.Surveys;

/// <summary>A migration Job that runs in a region, as far as the cluster shows it.</summary>
/// <param name="Job">The Job.</param>
/// <param name="Pods">Its pods, the newest last.</param>
/// <param name="Log">The last lines of the newest pod.</param>
public sealed record RunningMigration(V1Job Job, IReadOnlyList<V1Pod> Pods, IReadOnlyList<string> Log)
{
    private const int LogLines = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The migrations that the log tells of.</summary>
    public MigrateLog Applied => MigrateLog.Of(Log);

    /// <summary>One line for each pod: its containers and their states.</summary>
    public IEnumerable<string> PodLines =>
        Pods.Select(pod =>
        {
            var containers = (pod.Status?.InitContainerStatuses ?? [])
                .Concat(pod.Status?.ContainerStatuses ?? [])
                .Select(status => $"{status.Name} {Text(status.State)}");
            return $"pod {pod.Name()}: {pod.Status?.Phase ?? "Unknown"} ({string.Join(", ", containers)})";
        });

    /// <summary>The Jobs of a region's migrations that have not ended, forward and back.</summary>
    /// <param name="cluster">The region's cluster.</param>
    /// <param name="job">The name of the migration Job.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public static async Task<IReadOnlyList<RunningMigration>> ReadAsync(
        RegionCluster cluster,
        string job,
        CancellationToken cancellationToken
    )
    {
        var jobs = new MigrationJobs(cluster, job);
        var forward = await jobs.FindAsync(cancellationToken);
        var back = await jobs.FindUnapplyingAsync(cancellationToken);
        var running = new List<RunningMigration>();
        foreach (var found in back.Prepend(forward).OfType<V1Job>().Where(IsRunning))
            running.Add(await ReadAsync(cluster, found, cancellationToken));
        return running;
    }

    private static bool IsRunning(V1Job job) =>
        job.Metadata.DeletionTimestamp is null && JobState.Of(job).Phase == JobPhase.Running;

    private static async Task<RunningMigration> ReadAsync(
        RegionCluster cluster,
        V1Job job,
        CancellationToken cancellationToken
    )
    {
        var pods = await ResourceList.ReadAsync<V1Pod>(
            cluster.Connection,
            ResourceAddress.Of<V1Pod>(cluster.Namespace),
            MigrationJobs.PodsOf(job),
            cancellationToken
        );
        V1Pod[] inOrder = [.. pods.OrderBy(pod => pod.Metadata.CreationTimestamp)];
        using var limit = new CancellationTokenSource(Limit, cluster.Connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var log = new List<string>();
        foreach (var container in inOrder.LastOrDefault()?.Spec.Containers ?? [])
            log.AddRange(await LogOfAsync(cluster, inOrder[^1], container, either.Token, cancellationToken));
        return new RunningMigration(job, inOrder, log);
    }

    // A log that cannot be read must not prevent a person from ending a migration.
    private static async Task<IReadOnlyList<string>> LogOfAsync(
        RegionCluster cluster,
        V1Pod pod,
        V1Container container,
        CancellationToken limited,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ContainerTail.ReadAsync(
                cluster.Connection,
                cluster.Namespace,
                pod.Name(),
                container.Name,
                previous: false,
                LogLines,
                limited
            );
        }
        catch (Exception exception) when (exception is ReleaseException or HttpRequestException or IOException)
        {
            return [];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    private static string Text(V1ContainerState? state) =>
        state switch
        {
            { Running: not null } => "runs",
            { Terminated: { } end } => $"ended with exit code {end.ExitCode}",
            { Waiting: { } waiting } => $"waits: {waiting.Reason}",
            _ => "is not there yet",
        };
}
