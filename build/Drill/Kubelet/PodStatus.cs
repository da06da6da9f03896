using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Kubelet;

/// <summary>Writes a pod's status from the state of its containers (k8s.io/kubernetes, pkg/kubelet/status).</summary>
internal sealed class PodStatus(IReadOnlyList<ContainerWorker> inits, IReadOnlyList<ContainerWorker> containers)
{
    private string? _address;
    private DateTimeOffset _boundAt;

    /// <summary>Why no node takes the pod, or null.</summary>
    public string? Unschedulable { get; set; }

    public void Bind(DateTimeOffset now, string podAddress)
    {
        Unschedulable = null;
        _boundAt = now;
        _address = podAddress;
    }

    public void WriteTo(JsonObject pod, DateTimeOffset now)
    {
        var status = pod.Ensure("status");
        var phase = Phase();
        status["phase"] = phase;
        WriteConditions(status, phase, now);
        if (_address is null)
            return;

        status["hostIP"] = "10.240.0.4";
        status["podIP"] = _address;
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = _address });
        status["startTime"] = _boundAt.ToSeconds();
        if (inits.Count > 0)
            status["initContainerStatuses"] = new JsonArray([.. inits.Select(InitStatus)]);

        status["containerStatuses"] = new JsonArray([.. containers.Select(container => container.ToStatus())]);
    }

    private IEnumerable<ContainerWorker> Incomplete =>
        inits.Where(init => init.IsSidecar ? !init.IsUp : !EndedWell(init));

    private bool HasRun => containers.Any(container => container.HasStarted);

    /// <summary>
    /// The status of an init container. An init container that has succeeded counts as ready. A sidecar is ready when
    /// its probe says so.
    /// </summary>
    private static JsonObject InitStatus(ContainerWorker init)
    {
        var status = init.ToStatus();
        if (!init.IsSidecar)
            status["ready"] = EndedWell(init);

        return status;
    }

    private static bool EndedWell(ContainerWorker init) =>
        init is { IsFinal: true, State: ContainerState.Terminated { ExitCode: 0 } };

    /// <summary>
    /// The phase, as getPhase in pkg/kubelet/kubelet_pods.go has it. Sidecars do not count, but a pod is not over while
    /// one of its containers runs.
    /// </summary>
    private string Phase()
    {
        var runs = inits.Concat(containers).Any(container => container.State is ContainerState.Running);
        var initFailed = inits.Any(init =>
            init is { IsSidecar: false, IsFinal: true, State: ContainerState.Terminated { ExitCode: not 0 } }
        );
        if (initFailed)
            return runs ? "Pending" : "Failed";

        var isOver = containers.All(container => container.IsFinal);
        if (!isOver && ((!HasRun && Incomplete.Any()) || containers.Any(container => !container.HasStarted)))
            return "Pending";

        if (runs || !isOver)
            return "Running";

        return containers.All(container => container.State is ContainerState.Terminated { ExitCode: 0 })
            ? "Succeeded"
            : "Failed";
    }

    private void WriteConditions(JsonObject status, string phase, DateTimeOffset now)
    {
        if (_address is null)
        {
            Conditions.Set(status, "PodScheduled", false, "Unschedulable", Unschedulable, now);
            return;
        }

        var incomplete = HasRun ? [] : Incomplete.Select(init => init.Name).ToArray();
        var initialized = incomplete.Length == 0;
        var unready = containers
            .Concat(inits.Where(init => init.IsSidecar))
            .Where(container => !container.IsReady)
            .Select(container => container.Name)
            .ToArray();
        var completed = phase is "Succeeded" ? "PodCompleted" : null;
        var (reason, message) = unready.Length == 0 ? (null, null) : Why("ContainersNotReady", "unready", unready);
        var (initReason, initMessage) = initialized
            ? (null, null)
            : Why("ContainersNotInitialized", "incomplete", incomplete);
        Conditions.Set(status, "Initialized", initialized, completed ?? initReason, initMessage, now);
        Conditions.Set(
            status,
            "Ready",
            unready.Length == 0,
            completed ?? reason,
            completed is null ? message : null,
            now
        );
        Conditions.Set(
            status,
            "ContainersReady",
            unready.Length == 0,
            completed ?? reason,
            completed is null ? message : null,
            now
        );
        Conditions.Set(status, "PodScheduled", true, null, null, now);
    }

    private static (string Reason, string Message) Why(string reason, string what, string[] names) =>
        (reason, $"containers with {what} status: [{string.Join(' ', names)}]");
}
