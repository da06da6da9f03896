using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>Who owns what.</summary>
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
