using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>Finds the object that a change concerns, for controllers of objects that own pods directly.</summary>
internal static class PodOwnership
{
    /// <summary>Notes the changed object when it is of the controller's kind, or the one that owns the changed pod.</summary>
    public static void Notice(this ControlPlane plane, IController controller, ResourceKind kind, StoreChange change)
    {
        var changed = change.Object;
        if (changed.Kind == kind)
            plane.Enqueue(controller, changed.Key);
        else if (changed.Kind.Is("", "Pod") && changed.Controller is { } owner && owner.Text("kind") == kind.Name)
            plane.Enqueue(controller, new ObjectKey(kind, changed.Namespace, owner.Text("name")!));
    }
}
