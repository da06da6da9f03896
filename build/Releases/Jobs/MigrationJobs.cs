using System.Net;
using System.Text.Json.Nodes;
using Clusters.Calls;
using Clusters.Watching;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Releases.Workloads;

namespace Releases.Jobs;

/// <summary>The migration Job of a region: finds, removes and creates it.</summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="name">The Job's name.</param>
public sealed class MigrationJobs(RegionCluster cluster, string name)
{
    /// <summary>The Job, or <see langword="null"/> when the cluster has none.</summary>
    public async Task<V1Job?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.Connection.Client.BatchV1.ReadNamespacedJobAsync(
                name,
                cluster.Namespace,
                cancellationToken: cancellationToken
            );
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(cluster.Connection, $"reading Job {name}", exception);
        }
    }

    /// <summary>
    /// The Jobs of the way back of this migration Job, running and ended, in the order of their names.
    /// </summary>
    public async Task<IReadOnlyList<V1Job>> FindUnapplyingAsync(CancellationToken cancellationToken)
    {
        var jobs = await ResourceList.ReadAsync<V1Job>(
            cluster.Connection,
            ResourceAddress.Of<V1Job>(cluster.Namespace),
            new ResourceSelector(ReleaseLabels.Back),
            cancellationToken
        );
        return
        [
            .. jobs.Where(job => JobPurpose.IsStepOf(name, job.Metadata.Name))
                .OrderBy(job => job.Metadata.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Tells the cluster to remove a Job and its pods, the pods first. It does not wait for the removal.
    /// </summary>
    /// <param name="job">The Job as it was read. Another Job that has taken its place is left alone.</param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <exception cref="ApiRefusalException">The cluster refuses.</exception>
    public async Task DeleteAsync(V1Job job, CancellationToken cancellationToken)
    {
        try
        {
            var options = new V1DeleteOptions
            {
                PropagationPolicy = "Foreground",
                Preconditions = new V1Preconditions { Uid = job.Uid() },
            };
            await ChangingCall.SendAsync(
                cluster.Connection.Time,
                $"deleting Job {name}",
                token =>
                    cluster.Connection.Client.BatchV1.DeleteNamespacedJobAsync(
                        name,
                        cluster.Namespace,
                        options,
                        cancellationToken: token
                    ),
                cancellationToken
            );
        }
        catch (HttpOperationException exception)
            when (exception.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // The Job is gone, or somebody has replaced it. In both cases it needs no deleting.
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(cluster.Connection, $"deleting Job {name}", exception);
        }
    }

    /// <summary>
    /// Whether any container of a Job has ever run. A Job whose image or node is missing has done nothing yet, so
    /// stopping it cannot leave a migration half done.
    /// </summary>
    public async Task<bool> HasStartedAsync(V1Job job, CancellationToken cancellationToken)
    {
        if (job.Status is { Failed: > 0 } or { Succeeded: > 0 })
            return true;
        var pods = await ResourceList.ReadAsync<V1Pod>(
            cluster.Connection,
            ResourceAddress.Of<V1Pod>(cluster.Namespace),
            PodsOf(job),
            cancellationToken
        );
        return pods.Any(HasStarted);
    }

    /// <summary>Creates the Job.</summary>
    /// <param name="manifest">
    /// The rendered manifest. It is sent as it is, so that fields that the client does not know are kept. The server is
    /// told to refuse those that it does not know: it would drop a misspelt <c>envFrom</c>, and the migration run
    /// without its environment.
    /// </param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <exception cref="ApiRefusalException">The cluster refuses it.</exception>
    public async Task<V1Job> CreateAsync(JsonObject manifest, CancellationToken cancellationToken)
    {
        try
        {
            return await ChangingCall.SendAsync(
                cluster.Connection.Time,
                $"creating Job {name}",
                token => SendAsync(manifest, dryRun: null, token),
                cancellationToken
            );
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(cluster.Connection, $"creating Job {name}", exception);
        }
    }

    /// <summary>
    /// Asks the server whether it would create the Job. It looks at the fields, at their values and at its policies,
    /// and keeps nothing.
    /// </summary>
    /// <param name="manifest">The rendered manifest.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <exception cref="ApiRefusalException">The cluster would refuse it.</exception>
    public async Task CheckAsync(JsonObject manifest, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(manifest, dryRun: "All", cancellationToken);
        }
        catch (HttpOperationException exception) when (IsNoRefusal(exception.Response))
        {
            // Whoever creates it has made room for it, or its webhook is asked then.
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(cluster.Connection, $"checking Job {name}", exception);
        }
    }

    /// <summary>Selects the pods of a Job. Pods of a former Job of the same name are excluded.</summary>
    public static ResourceSelector PodsOf(V1Job job) => new(Labels: $"controller-uid={job.Uid()}");

    private Task<V1Job> SendAsync(JsonObject manifest, string? dryRun, CancellationToken cancellationToken) =>
        cluster.Connection.Client.CustomObjects.CreateNamespacedCustomObjectAsync<V1Job>(
            manifest,
            "batch",
            "v1",
            cluster.Namespace,
            "jobs",
            dryRun,
            fieldValidation: "Strict",
            cancellationToken: cancellationToken
        );

    // The server compares the name last, when all else is accepted (k8s.io/apiserver, pkg/registry/generic/registry,
    // Store.Create). A webhook with side effects keeps it from answering (pkg/admission/plugin/webhook/errors). A quota
    // may have room when the former Job has gone (k8s.io/apiserver, pkg/admission/plugin/resourcequota).
    private static bool IsNoRefusal(HttpResponseMessageWrapper answer) =>
        answer.StatusCode == HttpStatusCode.Conflict
        || answer.Content?.Contains("does not support dry run", StringComparison.Ordinal) == true
        || answer.Content?.Contains("exceeded quota", StringComparison.Ordinal) == true;

    private static bool HasStarted(V1Pod pod) =>
        pod.Status?.Phase is "Running" or "Succeeded" or "Failed" or "Unknown"
        || (pod.Status?.InitContainerStatuses ?? [])
            .Concat(pod.Status?.ContainerStatuses ?? [])
            .Any(status =>
                status.RestartCount > 0
                || status.LastState?.Terminated is not null
                || status.State is { Running: not null } or { Terminated: not null }
            );
}
