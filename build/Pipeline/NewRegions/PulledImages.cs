using Clusters.Calls;
using Clusters.Watching;
using Foundation.Text;
using k8s.Models;
using Releases.Fleets;
using Releases.Images;

namespace Pipeline.NewRegions;

/// <summary>
/// Whether a region's nodes get the application's images. A pod that has pulled one proves it, however they log in: by
/// a Secret, by their own identity, or not at all. So nobody has to be allowed to read Secrets.
/// </summary>
/// <param name="fleet">Names the registry.</param>
/// <param name="region">The region.</param>
/// <param name="repository">The images' repository with its registry.</param>
internal sealed class PulledImages(Fleet fleet, Region region, string repository)
{
    private const string Name = "image pull";

    // What the kubelet says of a container whose image does not come (Kubernetes, pkg/kubelet/images/types.go).
    private static readonly string[] Refusals =
    [
        "ErrImagePull",
        "ImagePullBackOff",
        "InvalidImageName",
        "ErrImageNeverPull",
        "RegistryUnavailable",
    ];

    /// <summary>Looks at the region's pods.</summary>
    public async Task<RegionNeed> ReadAsync(RegionCluster cluster, CancellationToken cancellationToken)
    {
        var pods = await ResourceList.ReadAsync<V1Pod>(
            cluster.Connection,
            ResourceAddress.Of<V1Pod>(region.Namespace),
            ResourceSelector.All,
            cancellationToken
        );
        (V1Pod Pod, V1ContainerStatus Status)[] own =
        [
            .. pods.SelectMany(pod => StatusesOf(pod).Select(status => (pod, status)))
                .Where(each => IsOurs(each.status)),
        ];
        foreach (var (pod, status) in own)
        {
            if (status.State?.Waiting is { Reason: { } reason } waiting && Refusals.Contains(reason))
                return new(
                    Name,
                    NeedState.Missing,
                    $"pod {pod.Name()} cannot pull {status.Image}: {waiting.Message ?? reason}",
                    HowToPull(cluster)
                );
        }
        return own.FirstOrDefault(each => !string.IsNullOrEmpty(each.Status.ImageID)) is { Status: { } pulled }
            ? new(Name, NeedState.Ready, $"its nodes have pulled {pulled.Image}")
            : new(Name, NeedState.Unknown, $"no pod has pulled an image of {repository} yet", HowToPull(cluster));
    }

    private static IEnumerable<V1ContainerStatus> StatusesOf(V1Pod pod) =>
        (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []);

    private bool IsOurs(V1ContainerStatus status) =>
        status.Image is { Length: > 0 } image && ImageReference.Parse(image).Repository == repository;

    private string HowToPull(RegionCluster cluster) =>
        region.Provider == Provider.Aks
            ? $"let the nodes pull: {ShellWord.Line("az", "aks", "update", "--name", region.Cluster, "--resource-group", region.ResourceGroup!, "--attach-acr")} {fleet.RegistryName}"
            : $"{cluster.Kubectl} create secret docker-registry NAME --docker-server={fleet.Registry} --docker-username=USER --docker-password=PASSWORD, and name it in the pods' imagePullSecrets";
}
