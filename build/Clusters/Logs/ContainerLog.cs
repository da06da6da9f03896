using System.Net;
using System.Runtime.CompilerServices;
using Clusters.Calls;
using Clusters.Watching;
using k8s.Models;

namespace Clusters.Logs;

/// <summary>
/// Follows what a container writes, through all its runs: from the first line that the server still has, every line
/// once, even where the connection breaks.
/// </summary>
public sealed class ContainerLog
{
    private readonly ClusterConnection _connection;
    private readonly string _namespace;
    private readonly string _pod;
    private readonly string _container;

    /// <summary>Prepares the reading; nothing is sent before it is enumerated.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="namespace">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="container">The container's name; an init container's too.</param>
    public ContainerLog(ClusterConnection connection, string @namespace, string pod, string container)
    {
        _connection = connection;
        _namespace = @namespace;
        _pod = pod;
        _container = container;
    }

    private string PodPath => $"{ResourceAddress.Of<V1Pod>(_namespace).Path}/{Uri.EscapeDataString(_pod)}";

    /// <summary>Whether a pod shows that a container has begun: before that it has no log.</summary>
    public static bool HasBegun(V1Pod pod, string container) =>
        ContainerRun.Of(pod, container).SourceOf(0) != LogSource.None;

    /// <summary>
    /// The lines as they come. Waits for the container to start; ends when its last run has ended (as the pod's restart
    /// policy has it) and everything is read, or when the pod is gone.
    /// </summary>
    /// <param name="seen">The pod as it was watched. Where the container has begun there, nothing waits for it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ApiRefusalException">The server refuses for good, such as for a missing permission.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async IAsyncEnumerable<LogLine> FollowAsync(
        V1Pod? seen = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var run =
            seen is not null && HasBegun(seen, _container)
                ? ContainerRun.Of(seen, _container)
                : await WaitForRunAsync(0, cancellationToken);
        // A container may have restarted before anyone looked. The server still has the log of its previous run.
        for (var number = Math.Max(0, (run?.Restarts ?? 0) - 1); run is not null; number++)
        {
            var log = new ContainerRunLog(
                _connection,
                $"{PodPath}/log?container={Uri.EscapeDataString(_container)}",
                number,
                PresentAsync
            );
            await foreach (var line in log.FollowAsync(cancellationToken))
                yield return line;

            run = log.IsLast ? null : await WaitForRunAsync(number + 1, cancellationToken);
        }
    }

    private async Task<ContainerRun?> WaitForRunAsync(int number, CancellationToken cancellationToken)
    {
        var watch = new ResourceWatch<V1Pod>(_connection, _namespace, ResourceSelector.Named(_pod));
        await foreach (var snapshot in watch.SnapshotsAsync(cancellationToken))
        {
            if (snapshot.Find(_pod) is not { } pod)
                return null;

            var run = ContainerRun.Of(pod, _container);
            if (run.SourceOf(number) != LogSource.None)
                return run;
            if (run.IsLast && (run.State == RunState.ToCome ? IsOver(pod) : run.State != RunState.Running))
                return null;
        }
        return null;
    }

    private static bool IsOver(V1Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    private async Task<ContainerRun?> PresentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return ContainerRun.Of(await _connection.ReadAsync<V1Pod>(PodPath, cancellationToken), _container);
        }
        catch (ApiRefusalException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
