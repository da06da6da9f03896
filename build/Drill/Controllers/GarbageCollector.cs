using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// Deletes objects that have lost their owner, and ends foreground and orphaning deletions (Kubernetes documentation,
/// "Garbage Collection").
/// </summary>
internal sealed class GarbageCollector(ControlPlane plane) : IController
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    public void Observe(StoreChange change)
    {
        if (change.Type == ChangeType.Deleted || change.Object.IsBeingDeleted)
            plane.Enqueue(this, change.Object.Key);

        if (change.Type == ChangeType.Deleted)
            EnqueueOwners(change.Object);
    }

    public void Reconcile(ObjectKey key)
    {
        var present = plane.Store.Get(key);
        if (present is null)
            CollectOrphans();
        else if (HasFinalizer(present, Orphan))
            ReleaseDependents(present);
        else if (HasFinalizer(present, Foreground))
            DeleteDependentsFirst(present);
        else if (present.Kind.Is("", "Namespace") && present.IsBeingDeleted)
            EmptyNamespace(present);
    }

    private void EnqueueOwners(Stored dependent)
    {
        foreach (var owner in dependent.Json.Items("metadata.ownerReferences"))
        {
            if (Resolve(dependent, owner) is { } found)
                plane.Enqueue(this, found.Key);
        }

        if (dependent.Kind.Namespaced)
            plane.Enqueue(this, new ObjectKey(plane.Kinds["", "Namespace"], "", dependent.Namespace));
    }

    private void CollectOrphans()
    {
        var uids = plane.Store.Everything().Select(found => found.Uid).ToHashSet(StringComparer.Ordinal);
        var orphans = plane
            .Store.Everything()
            .Where(found =>
                !found.IsBeingDeleted && OwnerUids(found) is { Length: > 0 } owners && !owners.Any(uids.Contains)
            )
            .ToArray();
        foreach (var orphan in orphans)
            plane.Objects.Delete(orphan.Key, new DeleteOptions(Propagation.Background, Uid: orphan.Uid));
    }

    private void ReleaseDependents(Stored owner)
    {
        foreach (var dependent in Dependents(owner))
        {
            plane.Objects.Update(
                dependent.Key,
                WriteOptions.Internal,
                json =>
                {
                    var references = json.Items("metadata.ownerReferences")
                        .Where(reference => reference.Text("uid") != owner.Uid);
                    var kept = new JsonArray([.. references.Select(reference => reference.Copy())]);
                    json.Ensure("metadata").SetOrRemove("ownerReferences", kept.Count == 0 ? null : kept);
                    return json;
                }
            );
        }

        RemoveFinalizer(owner, Orphan);
    }

    private void DeleteDependentsFirst(Stored owner)
    {
        var dependents = Dependents(owner);
        foreach (var dependent in dependents.Where(dependent => !dependent.IsBeingDeleted))
            plane.Objects.Delete(dependent.Key, new DeleteOptions(Propagation.Foreground, Uid: dependent.Uid));

        if (Dependents(owner).Length == 0)
            RemoveFinalizer(owner, Foreground);
    }

    private void EmptyNamespace(Stored ns)
    {
        var content = plane.Store.Everything().Where(found => found.Namespace == ns.Name).ToArray();
        foreach (var found in content.Where(found => !found.IsBeingDeleted))
            plane.Objects.Delete(found.Key, new DeleteOptions(Propagation.Background, Uid: found.Uid));

        if (!plane.Store.Everything().Any(found => found.Namespace == ns.Name))
            RemoveFinalizer(ns, "kubernetes");
    }

    private Stored[] Dependents(Stored owner) =>
        [.. plane.Store.Everything().Where(found => OwnerUids(found).Contains(owner.Uid))];

    private Stored? Resolve(Stored dependent, JsonObject owner) =>
        plane.Store.Everything().FirstOrDefault(found => found.Uid == owner.Text("uid") && found.Uid != dependent.Uid);

    private static string[] OwnerUids(Stored found) =>
        [.. found.Json.Items("metadata.ownerReferences").Select(reference => reference.Text("uid") ?? "")];

    private static bool HasFinalizer(Stored found, string finalizer) =>
        (found.Json.At("metadata.finalizers") as JsonArray ?? []).Any(name => name.AsText() == finalizer);

    private void RemoveFinalizer(Stored owner, string finalizer)
    {
        if (plane.Store.Get(owner.Key) is null)
            return;

        plane.Objects.Update(
            owner.Key,
            WriteOptions.Internal,
            json =>
            {
                var kept = (json.At("metadata.finalizers") as JsonArray ?? [])
                    .Where(name => name.AsText() != finalizer)
                    .Select(name => name?.DeepClone());
                var list = new JsonArray([.. kept]);
                json.Ensure("metadata").SetOrRemove("finalizers", list.Count == 0 ? null : list);
                return json;
            }
        );
    }
}
