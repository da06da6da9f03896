using Drill.Controllers;
using Drill.Json;
using Drill.Storage;

namespace Drill.Api;

/// <summary>The columns of pods. The status column shows the most important reason.</summary>
internal static class PodColumns
{
    public static TableColumn[] All(TableColumn name, TableColumn age) =>
        [
            name,
            new("Ready", Ready),
            new("Status", found => Status(found)),
            new(
                "Restarts",
                found => found.Json.Items("status.containerStatuses").Sum(status => status.Number("restartCount") ?? 0)
            ),
            age,
            new("IP", found => found.Json.Text("status.podIP") ?? "<none>") { Priority = 1 },
            new("Node", found => found.Json.Text("spec.nodeName") ?? "<none>") { Priority = 1 },
        ];

    private static System.Text.Json.Nodes.JsonNode? Ready(Stored pod)
    {
        var ready = pod.Json.Items("status.containerStatuses").Count(status => status.Flag("ready"));
        return $"{ready}/{pod.Json.Items("spec.containers").Count()}";
    }

    private static string Status(Stored pod)
    {
        if (pod.IsBeingDeleted)
            return "Terminating";

        if (pod.IsFinished())
            return pod.Phase() == "Succeeded" ? "Completed" : "Error";

        var inits = pod.Json.Items("status.initContainerStatuses").ToArray();
        var done = inits.Count(init => init.Number("state.terminated.exitCode") == 0);
        if (done < inits.Length)
            return inits[done].Text("state.waiting.reason") is { } waiting and not "PodInitializing"
                ? $"Init:{waiting}"
                : $"Init:{done}/{inits.Length}";

        return pod.Json.Items("status.containerStatuses")
                .Select(status => status.Text("state.waiting.reason") ?? status.Text("state.terminated.reason"))
                .FirstOrDefault(reason => reason is not null)
            ?? pod.Phase();
    }
}
