using System.Text.Json.Nodes;
using Clusters.Calls;
using Clusters.Watching;
using Foundation.Failures;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Releases.Fleets;

namespace Releases.Workloads;

/// <summary>Reads a region's workloads and sets their images.</summary>
/// <param name="cluster">The region's cluster.</param>
public sealed class WorkloadApi(RegionCluster cluster)
{
    /// <summary>The annotation that <c>kubectl rollout history</c> shows as the cause of a revision.</summary>
    public const string ChangeCause = "kubernetes.io/change-cause";

    /// <summary>The workloads that a rule selects, in the order of its kinds and then by name.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<IReadOnlyList<Workload>> SelectAsync(WorkloadRule rule, CancellationToken cancellationToken)
    {
        var workloads = new List<Workload>();
        foreach (var kind in rule.Kinds)
            workloads.AddRange(await ListAsync(kind, rule.Selector, cancellationToken));
        return workloads;
    }

    /// <summary>Sets the images of one workload and notes why on it.</summary>
    /// <param name="workload">What changes.</param>
    /// <param name="containers">Its containers that change, with the images that they get; at least one.</param>
    /// <param name="annotations">
    /// What is noted on the workload itself, not on its pods: that would roll them again. <see langword="null"/> takes
    /// a note off.
    /// </param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <exception cref="ApiRefusalException">The cluster refuses the change.</exception>
    /// <exception cref="UnansweredChangeException">It was sent, and nobody waited for its answer.</exception>
    public async Task SetImageAsync(
        Workload workload,
        IReadOnlyList<WorkloadContainer> containers,
        IReadOnlyDictionary<string, string?> annotations,
        CancellationToken cancellationToken
    )
    {
        var doing = $"setting the image of {workload}";
        var address = await AddressAsync(workload.Kind, cancellationToken);
        var patch = new V1Patch(
            ImagePatch.Of(workload, containers, annotations).ToJsonString(),
            V1Patch.PatchType.StrategicMergePatch
        );
        try
        {
            await ChangingCall.SendAsync(
                cluster.Connection.Time,
                doing,
                token =>
                    cluster.Connection.Client.CustomObjects.PatchNamespacedCustomObjectAsync<JsonObject>(
                        patch,
                        address.Group,
                        address.Version,
                        address.Namespace,
                        address.Plural,
                        workload.Name,
                        cancellationToken: token
                    ),
                cancellationToken
            );
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(cluster.Connection, doing, exception);
        }
    }

    /// <summary>Where the workloads of a kind are.</summary>
    public Task<ResourceAddress> AddressAsync(WorkloadKind kind, CancellationToken cancellationToken) =>
        kind switch
        {
            WorkloadKind.Deployment => Task.FromResult(ResourceAddress.Of<V1Deployment>(cluster.Namespace)),
            WorkloadKind.StatefulSet => Task.FromResult(ResourceAddress.Of<V1StatefulSet>(cluster.Namespace)),
            WorkloadKind.DaemonSet => Task.FromResult(ResourceAddress.Of<V1DaemonSet>(cluster.Namespace)),
            WorkloadKind.CronJob => cluster.Connection.Apis.CronJobsAsync(cluster.Namespace, cancellationToken),
        };

    private async Task<IEnumerable<Workload>> ListAsync(
        WorkloadKind kind,
        string selector,
        CancellationToken cancellationToken
    ) =>
        kind switch
        {
            WorkloadKind.Deployment => (await ListAsync<V1Deployment>(kind, selector, cancellationToken)).Select(item =>
                Workload.Of(kind, item.Metadata, item.Spec.Template) with
                {
                    IsPaused = item.Spec.Paused == true,
                }
            ),
            WorkloadKind.StatefulSet => (await ListAsync<V1StatefulSet>(kind, selector, cancellationToken)).Select(
                item => Workload.Of(kind, item.Metadata, item.Spec.Template)
            ),
            WorkloadKind.DaemonSet => (await ListAsync<V1DaemonSet>(kind, selector, cancellationToken)).Select(item =>
                Workload.Of(kind, item.Metadata, item.Spec.Template)
            ),
            WorkloadKind.CronJob => (await ListAsync<V1CronJob>(kind, selector, cancellationToken)).Select(item =>
                Workload.Of(kind, item.Metadata, item.Spec.JobTemplate.Spec.Template)
            ),
        };

    private async Task<IEnumerable<T>> ListAsync<T>(
        WorkloadKind kind,
        string selector,
        CancellationToken cancellationToken
    )
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var address = await AddressAsync(kind, cancellationToken);
        var items = await ResourceList.ReadAsync<T>(
            cluster.Connection,
            address,
            new ResourceSelector(selector),
            cancellationToken
        );
        return items.OrderBy(item => item.Metadata.Name, StringComparer.Ordinal);
    }
}
