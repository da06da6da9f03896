using Clusters.Calls;
using Clusters.Watching;
using Foundation.Failures;
using k8s;
using k8s.Models;
using Releases.Fleets;

namespace Releases.Workloads;

/// <summary>All that this tool knows about a kind of workload, except when its rollout is done.</summary>
public abstract class WorkloadType
{
    private static readonly WorkloadType Deployments = new Typed<V1Deployment>(
        WorkloadKind.Deployment,
        deployment => deployment.Spec.Template
    )
    {
        IsPaused = deployment => deployment.Spec.Paused == true,
        Replicas = deployment => deployment.Spec.Replicas,
    };

    private static readonly WorkloadType StatefulSets = new Typed<V1StatefulSet>(
        WorkloadKind.StatefulSet,
        set => set.Spec.Template
    )
    {
        Replicas = set => set.Spec.Replicas,
    };

    private static readonly WorkloadType DaemonSets = new Typed<V1DaemonSet>(
        WorkloadKind.DaemonSet,
        set => set.Spec.Template
    );

    private static readonly WorkloadType CronJobs = new Typed<V1CronJob>(
        WorkloadKind.CronJob,
        job => job.Spec.JobTemplate.Spec.Template
    )
    {
        TemplatePath = ["spec", "jobTemplate", "spec", "template"],
        Find = (cluster, cancellationToken) =>
            cluster.Connection.Apis.CronJobsAsync(cluster.Namespace, cancellationToken),
    };

    /// <summary>The type of a kind.</summary>
    public static WorkloadType Of(WorkloadKind kind) =>
        kind switch
        {
            WorkloadKind.Deployment => Deployments,
            WorkloadKind.StatefulSet => StatefulSets,
            WorkloadKind.DaemonSet => DaemonSets,
            WorkloadKind.CronJob => CronJobs,
        };

    /// <summary>The path of the pod template in an object, from the object's root.</summary>
    public IReadOnlyList<string> TemplatePath { get; private init; } = ["spec", "template"];

    /// <summary>Reads an object of this kind.</summary>
    public abstract WorkloadObject Read(IKubernetesObject<V1ObjectMeta> item);

    /// <summary>The address of a region's objects of this kind.</summary>
    /// <exception cref="ReleaseException">The cluster does not serve this kind, or does not answer.</exception>
    public abstract Task<ResourceAddress> AddressAsync(RegionCluster cluster, CancellationToken cancellationToken);

    /// <summary>Lists a region's objects of this kind, by name.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public abstract Task<IReadOnlyList<WorkloadObject>> ListAsync(
        RegionCluster cluster,
        string selector,
        CancellationToken cancellationToken
    );

    /// <summary>Starts to watch a region's objects of this kind.</summary>
    /// <returns>A function that gives the newest state.</returns>
    /// <exception cref="ReleaseException">The cluster does not serve this kind, or does not answer.</exception>
    public abstract Task<Func<IEnumerable<WorkloadObject>>> WatchAsync(
        Observation observation,
        RegionCluster cluster,
        string selector,
        CancellationToken cancellationToken
    );

    private sealed class Typed<T>(WorkloadKind kind, Func<T, V1PodTemplateSpec> template) : WorkloadType
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        public Func<T, bool> IsPaused { get; init; } = _ => false;

        public Func<T, int?> Replicas { get; init; } = _ => null;

        public Func<RegionCluster, CancellationToken, Task<ResourceAddress>> Find { get; init; } =
            (cluster, _) => Task.FromResult(ResourceAddress.Of<T>(cluster.Namespace));

        public override Task<ResourceAddress> AddressAsync(
            RegionCluster cluster,
            CancellationToken cancellationToken
        ) => Find(cluster, cancellationToken);

        public override async Task<IReadOnlyList<WorkloadObject>> ListAsync(
            RegionCluster cluster,
            string selector,
            CancellationToken cancellationToken
        )
        {
            var items = await ResourceList.ReadAsync<T>(
                cluster.Connection,
                await Find(cluster, cancellationToken),
                new ResourceSelector(selector),
                cancellationToken
            );
            return [.. items.OrderBy(item => item.Metadata.Name, StringComparer.Ordinal).Select(Read)];
        }

        public override async Task<Func<IEnumerable<WorkloadObject>>> WatchAsync(
            Observation observation,
            RegionCluster cluster,
            string selector,
            CancellationToken cancellationToken
        )
        {
            var address = await Find(cluster, cancellationToken);
            var newest = observation.Watch<T>(address, new ResourceSelector(selector));
            return () => newest().Select(Read);
        }

        public override WorkloadObject Read(IKubernetesObject<V1ObjectMeta> item)
        {
            var model = (T)item;
            var workload = Workload.Of(kind, item.Metadata, template(model));
            return new(workload with { IsPaused = IsPaused(model), IsScaledToZero = Replicas(model) == 0 }, item);
        }
    }
}

/// <summary>A workload as the cluster has it.</summary>
/// <param name="Workload">The facts that setting images needs.</param>
/// <param name="Model">The whole object.</param>
public sealed record WorkloadObject(Workload Workload, IKubernetesObject<V1ObjectMeta> Model);
