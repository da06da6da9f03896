using System.Globalization;
using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Kubelet;

/// <summary>
/// The claims of a pod's volumes. While a claim is missing the scheduler binds the pod to no node (k8s.io/kubernetes,
/// pkg/scheduler/framework/plugins/volumebinding). A claim that exists counts as bound.
/// </summary>
internal static class PodClaims
{
    // From 1.22 on the message begins with the number of nodes that the scheduler looked at.
    private const int FirstWithNodes = 22;

    /// <returns>The scheduler's message, or null when nothing is missing.</returns>
    public static string? Missing(ControlPlane plane, ObjectKey pod, JsonObject spec)
    {
        var kind = plane.Kinds["", "PersistentVolumeClaim"];
        var name = spec.Items("volumes")
            .Select(volume => volume.Text("persistentVolumeClaim.claimName"))
            .FirstOrDefault(name => name is not null && plane.Store.Get(new(kind, pod.Namespace, name)) is null);
        if (name is null)
            return null;

        var words = $"persistentvolumeclaim \"{name}\" not found";
        var nodes = plane.Region.NodeNames.Count;
        return plane.Region.Version.Minor < FirstWithNodes
            ? words
            : string.Create(
                CultureInfo.InvariantCulture,
                $"0/{nodes} nodes are available: {words}. preemption: 0/{nodes} nodes are available: {nodes} Preemption is not helpful for scheduling."
            );
    }
}
