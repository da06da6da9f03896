using System.Text.Json.Nodes;

namespace Releases.Workloads;

/// <summary>
/// The strategic merge patch that sets images: it names the containers that change and nothing else, so whatever else
/// changes the workload meanwhile is kept.
/// </summary>
public static class ImagePatch
{
    /// <summary>Builds the patch.</summary>
    /// <param name="workload">What changes.</param>
    /// <param name="containers">Its containers that change, with the images that they get.</param>
    /// <param name="annotations">What is noted on the workload; <see langword="null"/> takes a note off.</param>
    public static JsonObject Of(
        Workload workload,
        IReadOnlyList<WorkloadContainer> containers,
        IReadOnlyDictionary<string, string?> annotations
    )
    {
        var pods = new JsonObject();
        AddContainers(pods, "initContainers", containers, isInit: true);
        AddContainers(pods, "containers", containers, isInit: false);
        var patch = WorkloadType
            .Of(workload.Kind)
            .TemplatePath.Append("spec")
            .Reverse()
            .Aggregate(pods, (inner, name) => new JsonObject { [name] = inner });
        patch["metadata"] = new JsonObject
        {
            ["annotations"] = new JsonObject(
                annotations.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))
            ),
        };
        return patch;
    }

    private static void AddContainers(JsonObject pods, string key, IReadOnlyList<WorkloadContainer> all, bool isInit)
    {
        var containers = all.Where(container => container.IsInit == isInit).ToArray();
        if (containers.Length > 0)
            pods[key] = new JsonArray([
                .. containers.Select(container => new JsonObject
                {
                    ["name"] = container.Name,
                    ["image"] = container.Image,
                }),
            ]);
    }
}
