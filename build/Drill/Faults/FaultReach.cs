using Drill.Controllers;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Faults;

/// <summary>
/// The pods that a fault reaches: pods that were created after it was armed, with an image that no ready pod of a
/// service ran at that moment. The live version therefore stays healthy, a rollback to it works, and only the new
/// revision suffers.
/// </summary>
internal sealed class FaultReach
{
    private readonly HashSet<string> _existing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _proven = new(StringComparer.Ordinal);

    private FaultReach() { }

    public static FaultReach Now(ControlPlane plane)
    {
        var reach = new FaultReach();
        foreach (var pod in plane.Store.List(plane.Kinds["", "Pod"]))
        {
            reach._existing.Add(pod.Uid);
            if (pod.IsReady() && pod.Controller.Text("kind") != "Job")
                reach._proven.UnionWith(Images(pod));
        }

        return reach;
    }

    public bool Covers(Stored pod) =>
        !_existing.Contains(pod.Uid) && Images(pod).Any(image => !_proven.Contains(image));

    /// <summary>
    /// Whether a ready pod ran this image when the fault was armed. The fault does not reach pods of such an image.
    /// </summary>
    public bool IsProven(string image) => _proven.Contains(image);

    private static IEnumerable<string> Images(Stored pod) =>
        pod
            .Json.Items("spec.initContainers")
            .Concat(pod.Json.Items("spec.containers"))
            .Select(container => container.Text("image") ?? "");
}
