using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Api;

/// <summary>What can be done with the objects of a kind, and which subresources they have.</summary>
internal static class KindVerbs
{
    public static JsonArray Of(ResourceKind kind) =>
        kind.IsQuestion
            ? new JsonArray("create")
            : new JsonArray("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    public static IEnumerable<Subresource> Subresources(ResourceKind kind)
    {
        if (kind.HasStatus)
            yield return new Subresource("status", kind.Group, null, kind.Name, ["get", "patch", "update"]);

        if (kind.HasScale)
            yield return new Subresource("scale", "autoscaling", "v1", "Scale", ["get", "patch", "update"]);

        if (kind.Is("", "Pod"))
            yield return new Subresource("log", "", null, "Pod", ["get"]);
    }
}
