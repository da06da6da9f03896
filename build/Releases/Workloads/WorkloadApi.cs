using System.Text.Json.Nodes;
using Clusters.Calls;
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
    public async Task<IReadOnlyList<WorkloadObject>> SelectAsync(WorkloadRule rule, CancellationToken cancellationToken)
    {
        var kinds = rule.Kinds.Distinct().Select(WorkloadType.Of);
        var lists = await Task.WhenAll(kinds.Select(kind => kind.ListAsync(cluster, rule.Selector, cancellationToken)));
        return [.. lists.SelectMany(list => list)];
    }

    /// <summary>Sets the images of one workload and notes the reason on it.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="containers">Its containers that change, with the images that they get; at least one.</param>
    /// <param name="annotations">
    /// The notes for the workload itself. Notes on its pods would roll them again. The value <see langword="null"/>
    /// removes a note.
    /// </param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <exception cref="ApiRefusalException">The cluster refuses the change.</exception>
    /// <exception cref="UnansweredChangeException">
    /// The change was sent, and the wait for its answer was stopped.
    /// </exception>
    public async Task SetImageAsync(
        Workload workload,
        IReadOnlyList<WorkloadContainer> containers,
        IReadOnlyDictionary<string, string?> annotations,
        CancellationToken cancellationToken
    )
    {
        var doing = $"setting the image of {workload}";
        var address = await WorkloadType.Of(workload.Kind).AddressAsync(cluster, cancellationToken);
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
}
