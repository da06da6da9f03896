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
        var sidecars = Sidecars(pod);
        var ready =
            pod.Json.Items("status.containerStatuses").Count(status => status.Flag("ready"))
            + pod.Json.Items("status.initContainerStatuses")
                .Count(status => sidecars.Contains(status.Text("name")) && status.Flag("ready"));
        return $"{ready}/{pod.Json.Items("spec.containers").Count() + sidecars.Count}";
    }

    private static HashSet<string?> Sidecars(Stored pod) =>
        [
            .. pod
                .Json.Items("spec.initContainers")
                .Where(init => init.Text("restartPolicy") == "Always")
                .Select(init => init.Text("name")),
        ];

    /// <summary>The status, as printPod in pkg/printers/internalversion has it.</summary>
    private static string Status(Stored pod) =>
        pod.IsBeingDeleted ? "Terminating" : Initializing(pod) ?? OfContainers(pod) ?? pod.Phase();

    private static string? Initializing(Stored pod)
    {
        var (sidecars, inits) = (Sidecars(pod), pod.Json.Items("status.initContainerStatuses").ToArray());
        for (var index = 0; index < inits.Length; index++)
        {
            var init = inits[index];
            var isUp = sidecars.Contains(init.Text("name")) && init.Flag("started");
            if (isUp || init.Number("state.terminated.exitCode") == 0)
                continue;

            return init.Text("state.terminated.reason") is { } ended ? $"Init:{ended}"
                : init.Text("state.waiting.reason") is { } waiting and not "PodInitializing" ? $"Init:{waiting}"
                : $"Init:{index}/{inits.Length}";
        }

        return null;
    }

    private static string? OfContainers(Stored pod)
    {
        var statuses = pod.Json.Items("status.containerStatuses").ToArray();
        var reason = statuses
            .Select(status => status.Text("state.waiting.reason") ?? status.Text("state.terminated.reason"))
            .FirstOrDefault(found => found is not null);
        return reason == "Completed" && statuses.Any(status => status.At("state.running") is not null)
            ? pod.IsReady()
                ? "Running"
                : "NotReady"
            : reason;
    }
}
