using System.Net;
using Clusters.Calls;
using Foundation.Failures;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Releases.Rollout.Status;

namespace Releases.Rollout.Stages;

/// <summary>
/// On the way back, removes the pod that an ordered StatefulSet would wait for, for ever. The pod is of the version
/// that the region leaves, and it shows only a failed start. Its controller makes a new pod.
/// </summary>
/// <param name="lane">The region.</param>
internal sealed class OrderedWayBack(Lane lane)
{
    private readonly HashSet<string> _removed = [];

    /// <summary>Removes the pod that is in the way of a workload, when there is one.</summary>
    /// <param name="workload">The workload as it is now.</param>
    /// <param name="cancellationToken">Stops before the call.</param>
    public async Task GoOnAsync(WorkloadState workload, CancellationToken cancellationToken)
    {
        if (workload.InTheWay is not { HoldsOnlyAFailedStart: true, Pod: var pod } || !_removed.Add(pod.Uid()))
            return;
        await lane.BeforeChangeAsync(cancellationToken);
        lane.Journal.Say(
            $"{workload.Workload}: removing pod {pod.Name()}, which failed to start and which the StatefulSet waits for"
        );
        try
        {
            await RemoveAsync(pod, cancellationToken);
        }
        catch (ReleaseException exception)
        {
            lane.Journal.Say(
                RunEventKind.Trouble,
                $"{exception.Message}; this helps: {lane.Kubectl} delete pod {pod.Name()}"
            );
        }
    }

    // Another pod that has taken the same name is left alone.
    private async Task RemoveAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        var doing = $"deleting pod {pod.Name()}";
        var options = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = pod.Uid() } };
        var connection = lane.Cluster.Connection;
        try
        {
            await ChangingCall.SendAsync(
                connection.Time,
                doing,
                token =>
                    connection.Client.CoreV1.DeleteNamespacedPodAsync(
                        pod.Name(),
                        lane.Cluster.Namespace,
                        options,
                        cancellationToken: token
                    ),
                cancellationToken
            );
        }
        catch (HttpOperationException exception)
            when (exception.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // The pod is gone already.
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(connection, doing, exception);
        }
    }
}
