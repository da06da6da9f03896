using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Api;

/// <summary>The scale of a workload: the replicas that it has and the replicas that it should have.</summary>
internal static class ScaleEndpoint
{
    public static Task AnswerAsync(ApiCall call, string verb)
    {
        var scale = call.Plane.Do(() => verb == "get" ? Read(call) : Write(call, verb));
        return HttpAnswer.JsonAsync(call.Http, scale);
    }

    private static JsonObject Read(ApiCall call) =>
        ToScale(call.Plane.Store.Get(call.Key) ?? throw ApiFailure.NotFound(call.Kind, call.Name));

    private static JsonObject Write(ApiCall call, string verb)
    {
        Func<JsonObject, JsonObject> change = verb == "patch" ? PatchEndpoint.Change(call) : _ => call.BodyObject();
        var options = call.WriteOptions with { Subresource = "" };
        return ToScale(call.Plane.Objects.Update(call.Key, options, json => Scale(call, json, change)));
    }

    private static JsonObject Scale(ApiCall call, JsonObject workload, Func<JsonObject, JsonObject> change)
    {
        var wanted = change(ToScale(call.Plane.Store.Get(call.Key)!));
        if (wanted.Text("metadata.resourceVersion") is { Length: > 0 } version)
            workload.Ensure("metadata")["resourceVersion"] = version;

        workload.Ensure("spec")["replicas"] = wanted.Number("spec.replicas") ?? 0;
        return workload;
    }

    private static JsonObject ToScale(Stored workload)
    {
        var json = workload.Json;
        var labels = json.Texts("spec.selector.matchLabels").Select(pair => $"{pair.Key}={pair.Value}");
        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = workload.Name,
                ["namespace"] = workload.Namespace,
                ["uid"] = workload.Uid,
                ["resourceVersion"] = json.Text("metadata.resourceVersion"),
                ["creationTimestamp"] = json.Text("metadata.creationTimestamp"),
            },
            ["spec"] = new JsonObject { ["replicas"] = json.Number("spec.replicas") ?? 0 },
            ["status"] = new JsonObject
            {
                ["replicas"] = json.Number("status.replicas") ?? 0,
                ["selector"] = string.Join(',', labels),
            },
        };
    }
}
