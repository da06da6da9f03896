using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Registry;

namespace Drill.Controllers;

/// <summary>The template that a workload makes its pods from.</summary>
internal static class PodTemplate
{
    public const string HashLabel = "pod-template-hash";

    /// <summary>A text that is the same for templates that make the same pods.</summary>
    public static string Canonical(JsonNode? template)
    {
        var copy = template is JsonObject present ? present.Copy() : [];
        if (copy.At("metadata.labels") is JsonObject labels)
            labels.Remove(HashLabel);

        copy.Ensure("metadata").Remove("creationTimestamp");
        return Sorted(copy)!.ToJsonString();
    }

    public static string Hash(JsonNode? template) => ObjectNames.Hash(Canonical(template));

    /// <summary>Sorts the fields of a template, because clients write them in any order.</summary>
    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Sorted)]),
            _ => node?.DeepClone(),
        };

    /// <summary>A pod of the template. The workload owns the pod.</summary>
    public static JsonObject NewPod(JsonNode? template, JsonObject owner)
    {
        var pod = new JsonObject
        {
            ["metadata"] = template.At("metadata")?.DeepClone() ?? new JsonObject(),
            ["spec"] = template.At("spec")?.DeepClone(),
        };
        pod.Ensure("metadata")["ownerReferences"] = new JsonArray(owner);
        return pod;
    }
}
