using System.Text.Json.Nodes;

namespace Releases.Workloads;

/// <summary>
/// The strategic merge patch that sets images. It names only the containers that change, so other changes of the
/// workload in the meantime are kept.
/// </summary>
public static class ImagePatch
{
    /// <summary>Builds the patch.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="containers">Its containers that change, with the images that they get.</param>
    /// <param name="annotations">The notes for the workload. The value <see langword="null"/> removes a note.</param>
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
