using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;

namespace Drill.Api;

/// <summary>The columns of the apps group.</summary>
internal static class WorkloadColumns
{
    public static TableColumn[] For(string kind, TableColumn name, TableColumn age)
    {
        TableColumn[] own = kind switch
        {
            "Deployment" =>
            [
                Ready(),
                Count("Up-to-date", "status.updatedReplicas"),
                Count("Available", "status.availableReplicas"),
            ],
            "ReplicaSet" =>
            [
                Count("Desired", "spec.replicas"),
                Count("Current", "status.replicas"),
                Count("Ready", "status.readyReplicas"),
            ],
            "StatefulSet" => [Ready()],
            "DaemonSet" =>
            [
                Count("Desired", "status.desiredNumberScheduled"),
                Count("Current", "status.currentNumberScheduled"),
                Count("Ready", "status.numberReady"),
                Count("Up-to-date", "status.updatedNumberScheduled"),
                Count("Available", "status.numberAvailable"),
            ],
            _ => [Count("Revision", "revision")],
        };
        return [name, .. own, age, .. Template("spec.template"), new("Selector", Selector) { Priority = 1 }];
    }

    /// <summary>The columns of a pod template, for <c>-o wide</c>.</summary>
    public static TableColumn[] Template(string path) =>
        [
            new("Containers", found => Join(found, path, "name")) { Priority = 1 },
            new("Images", found => Join(found, path, "image")) { Priority = 1 },
        ];

    private static TableColumn Ready() =>
        new(
            "Ready",
            found => $"{found.Json.Number("status.readyReplicas") ?? 0}/{found.Json.Number("spec.replicas") ?? 0}"
        );

    private static TableColumn Count(string name, string path) =>
        new(name, found => found.Json.Number(path) ?? 0) { Type = "integer" };

    private static string Join(Stored found, string path, string field) =>
        string.Join(',', found.Json.Items($"{path}.spec.containers").Select(container => container.Text(field)));

    private static JsonNode? Selector(Stored found) =>
        string.Join(',', found.Json.Texts("spec.selector.matchLabels").Select(pair => $"{pair.Key}={pair.Value}"));
}
