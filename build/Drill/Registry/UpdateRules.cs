using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Registry;

/// <summary>Decides what an update may change, and whether it raises the generation.</summary>
internal static class UpdateRules
{
    private static readonly string[] ImmutableMetadata =
    [
        "name",
        "namespace",
        "uid",
        "creationTimestamp",
        "generation",
        "resourceVersion",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
    ];

    public static void CheckVersion(Stored present, JsonObject next)
    {
        var version = next.Text("metadata.resourceVersion") ?? "";
        if (version.Length == 0 && present.Kind.NeedsVersionToUpdate)
            throw ApiFailure.VersionRequired(present.Kind, present.Name);

        if (version.Length > 0 && version != present.Json.Text("metadata.resourceVersion"))
            throw ApiFailure.Modified(present.Kind, present.Name);

        var uid = next.Text("metadata.uid") ?? "";
        if (uid.Length > 0 && uid != present.Uid)
            throw ApiFailure.OtherUid(present.Kind, present.Name, uid, present.Uid);
    }

    /// <summary>
    /// Restores what a request cannot change: the identity, and either the status or everything else.
    /// </summary>
    public static void Keep(Stored present, JsonObject next, WriteOptions options)
    {
        next["apiVersion"] = present.Json["apiVersion"]!.DeepClone();
        next["kind"] = present.Json["kind"]!.DeepClone();
        var metadata = next.Ensure("metadata");
        foreach (var name in ImmutableMetadata)
            metadata.SetOrRemove(name, present.Json.At($"metadata.{name}")?.DeepClone());

        metadata.Default("managedFields", present.Json.At("metadata.managedFields")?.DeepClone());
        if (metadata["managedFields"] is null)
            metadata.Remove("managedFields");

        if (!present.Kind.HasStatus)
            return;

        if (!options.IsStatus)
        {
            next.SetOrRemove("status", present.Json["status"]?.DeepClone());
            return;
        }

        foreach (
            var name in present.Json.Select(pair => pair.Key).Concat(next.Select(pair => pair.Key)).Distinct().ToArray()
        )
        {
            if (name is not ("status" or "metadata"))
                next.SetOrRemove(name, present.Json[name]?.DeepClone());
        }
    }

    public static void CountGeneration(Stored present, JsonObject next)
    {
        if (!present.Kind.CountsGeneration)
            return;

        var same = next["spec"].SameAs(present.Json["spec"]) || (next["spec"] is null && present.Json["spec"] is null);

        // For a Deployment, annotations count also, because the controller copies them to the ReplicaSets.
        if (present.Kind.Is("apps", "Deployment"))
            same &= JsonNode.DeepEquals(next.At("metadata.annotations"), present.Json.At("metadata.annotations"));

        if (!same)
            next.Ensure("metadata")["generation"] = (present.Json.Long("metadata.generation") ?? 0) + 1;
    }
}
