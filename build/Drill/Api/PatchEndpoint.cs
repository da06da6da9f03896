using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Patching;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Api;

/// <summary>Answers patches: JSON patch, merge patch, strategic merge patch, server-side apply.</summary>
internal static class PatchEndpoint
{
    private const string Accepted =
        "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json,"
        + " application/apply-patch+yaml";

    public static Task AnswerAsync(ApiCall call)
    {
        if (call.ContentType == "application/apply-patch+yaml")
            return ApplyAsync(call);

        var change = Change(call);
        var patched = call.Plane.Do(() => call.Plane.Objects.Update(call.Key, call.WriteOptions, change));
        return Rendering.For(call).WriteOneAsync(call, patched, StatusCodes.Status200OK);
    }

    /// <summary>The change that a patch of the call's type makes to an object.</summary>
    /// <exception cref="ApiFailure">The type is unknown, or the body is no patch of this type.</exception>
    public static Func<JsonObject, JsonObject> Change(ApiCall call) =>
        call.ContentType switch
        {
            "application/json-patch+json" when call.BodyNode() is JsonArray patch => json =>
                JsonPatch.Apply(json, patch),
            "application/merge-patch+json" when call.BodyNode() is JsonObject patch => json =>
                MergePatch.Apply(json, patch),
            "application/strategic-merge-patch+json" when call.BodyNode() is JsonObject patch => json =>
                StrategicMergePatch.Apply(json, patch),
            "application/json-patch+json"
            or "application/merge-patch+json"
            or "application/strategic-merge-patch+json" => throw ApiFailure.BadRequest(
                "the patch is neither a list of operations nor an object"
            ),
            _ => throw ApiFailure.UnsupportedMediaType(Accepted),
        };

    private static Task ApplyAsync(ApiCall call)
    {
        var intent = call.BodyYaml();
        if (intent.At("metadata.managedFields") is not null)
            throw ApiFailure.BadRequest("metadata.managedFields must be nil");

        if (call.Query("fieldManager") is not { Length: > 0 })
            throw ApiFailure.InvalidOptions(
                "PatchOptions",
                FieldError.Required("fieldManager", "is required for apply patch")
            );

        var (applied, isNew) = call.Plane.Do(() => Apply(call, intent));
        return Rendering
            .For(call)
            .WriteOneAsync(call, applied, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static (Stored Object, bool IsNew) Apply(ApiCall call, JsonObject intent)
    {
        var objects = call.Plane.Objects;
        var force = call.Query("force") is "true" or "1";
        var untracked = call.WriteOptions with { Manager = null };
        if (call.Plane.Store.Get(call.Key) is null)
        {
            var fresh = new JsonObject { ["metadata"] = new JsonObject { ["name"] = call.Name } };
            return (objects.Create(call.Kind, call.Namespace, Merge(fresh), untracked), true);
        }

        return (objects.Update(call.Key, untracked, Merge), false);

        JsonObject Merge(JsonObject live) =>
            ServerSideApply.Apply(live, intent, call.WriteOptions, force, call.Plane.Now);
    }
}
