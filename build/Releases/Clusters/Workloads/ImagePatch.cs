using System.Text.Json.Nodes;
using Releases.Fleets;

namespace Releases.Clusters.Workloads;

/// <summary>
/// The strategic merge patch that sets images: it names the containers that change and nothing else, so whatever else
/// changes the workload meanwhile is kept.
/// </summary>
public static class ImagePatch
{
    /// <summary>Builds the patch.</summary>
    /// <param name="change">What changes.</param>
    /// <param name="annotations">What is noted on the workload.</param>
    public static JsonObject Of(ImageChange change, IReadOnlyDictionary<string, string> annotations)
    {
        var pods = new JsonObject();
        AddContainers(pods, "initContainers", change, isInit: true);
        AddContainers(pods, "containers", change, isInit: false);
        var template = new JsonObject { ["template"] = new JsonObject { ["spec"] = pods } };
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["annotations"] = new JsonObject(
                    annotations.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))
                ),
            },
            ["spec"] =
                change.Workload.Kind == WorkloadKind.CronJob
                    ? new JsonObject { ["jobTemplate"] = new JsonObject { ["spec"] = template } }
                    : template,
        };
    }

    private static void AddContainers(JsonObject pods, string key, ImageChange change, bool isInit)
    {
        var containers = change.Containers.Where(container => container.IsInit == isInit).ToArray();
        if (containers.Length > 0)
            pods[key] = new JsonArray([
                .. containers.Select(container => new JsonObject { ["name"] = container.Name, ["image"] = change.To }),
            ]);
    }
}
