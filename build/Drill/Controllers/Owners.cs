using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>Reads and writes the ownership of objects.</summary>
internal static class Owners
{
    /// <summary>A reference by which a controller owns an object.</summary>
    public static JsonObject Reference(Stored owner) =>
        new()
        {
            ["apiVersion"] = owner.Kind.ApiVersion,
            ["kind"] = owner.Kind.Name,
            ["name"] = owner.Name,
            ["uid"] = owner.Uid,
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        };

    /// <summary>The objects of a kind that the owner controls, oldest first.</summary>
    public static IReadOnlyList<Stored> Owned(this ObjectStore store, Stored owner, ResourceKind kind) =>
        [
            .. store
                .List(kind, owner.Namespace)
                .Where(found => found.IsControlledBy(owner.Uid))
                .OrderBy(found => found.Created),
        ];
}

/// <summary>Queues the objects that own pods directly for their controllers.</summary>
internal static class PodOwnership
{
    /// <summary>
    /// Queues the changed object if it is of the controller's kind, and the owner if the changed object is a pod.
    /// </summary>
    public static void Notice(this ControlPlane plane, IController controller, ResourceKind kind, StoreChange change)
    {
        var changed = change.Object;
        if (changed.Kind == kind)
            plane.Enqueue(controller, changed.Key);
        else if (changed.Kind.Is("", "Pod") && changed.Controller is { } owner && owner.Text("kind") == kind.Name)
            plane.Enqueue(controller, new ObjectKey(kind, changed.Namespace, owner.Text("name")!));
    }
}
