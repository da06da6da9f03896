using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Kubelet;

/// <summary>Takes one pod from its creation to its end, as scheduler and kubelet do together.</summary>
internal sealed class PodWorker
{
    private const double UnschedulableRetrySeconds = 30;

    private readonly NodeAgent node;
    private readonly ControlPlane plane;
    private readonly JsonObject spec;
    private readonly IReadOnlyList<ContainerRun> inits;
    private readonly IReadOnlyList<ContainerRun> containers;
    private readonly PodStatus status;
    private bool scheduled;
    private bool stopping;
    private bool gone;

    public PodWorker(NodeAgent node, Stored pod)
    {
        this.node = node;
        plane = node.Plane;
        Key = pod.Key;
        Uid = pod.Uid;
        spec = (JsonObject)pod.Json["spec"]!;
        Messages = new KubeletMessages(plane.Region.Version);
        HasInitContainers = spec.Items("initContainers").Any();
        inits = [.. spec.Items("initContainers").Select(container => new ContainerRun(node, this, container, true))];
        containers = [.. spec.Items("containers").Select(container => new ContainerRun(node, this, container, false))];
        status = new PodStatus(inits, containers, spec.Text("restartPolicy") ?? "Always");
    }

    public ObjectKey Key { get; }

    public string Uid { get; }

    public KubeletMessages Messages { get; }

    public bool HasInitContainers { get; }

    public IEnumerable<ContainerRun> All => inits.Concat(containers);

    public void Begin() => After(plane.Pace.Schedule, Schedule);

    /// <summary>Looks again at what a fault may have held back.</summary>
    public void Revisit()
    {
        if (!scheduled)
            Schedule();

        foreach (var container in containers)
            container.Probe();
    }

    /// <summary>Ends the containers and then the pod, after its deletion was asked for.</summary>
    public void Stop()
    {
        if (stopping)
            return;

        stopping = true;
        foreach (var container in containers.Where(container => container.State is ContainerState.Running))
            Note("Killing", $"Stopping container {container.Name}", container.Name);

        plane.After(
            plane.Pace.Stop,
            () =>
            {
                if (!gone)
                    plane.Objects.Delete(Key, new DeleteOptions(GraceSeconds: 0, Uid: Uid));
            }
        );
    }

    /// <summary>The pod is gone from the store.</summary>
    public void Forget()
    {
        gone = true;
        foreach (var container in All)
            container.Stop();
    }

    public void After(TimeSpan delay, Action action) =>
        plane.After(
            delay,
            () =>
            {
                if (!gone && !stopping)
                    action();
            }
        );

    public void Note(string reason, string message, string? container) =>
        plane.Events.Normal(Current, "kubelet", reason, message, container);

    public void Warn(string reason, string message, string? container) =>
        plane.Events.Warning(Current, "kubelet", reason, message, container);

    public bool Restarts(ContainerRun container, int exitCode)
    {
        var policy = spec.Text("restartPolicy");
        return container.IsInit
            ? exitCode != 0 && policy != "Never"
            : policy == "Always" || (policy == "OnFailure" && exitCode != 0);
    }

    public ContainerProgram ProgramOf(ContainerRun container)
    {
        var owner = Current.Controller;
        var item = spec.Items(container.IsInit ? "initContainers" : "containers")
            .First(item => item.Text("name") == container.Name);
        var start = new ContainerStart(
            Key.Namespace,
            Key.Name,
            container.Name,
            item.Text("image") ?? "",
            owner.Text("kind") ?? "",
            owner.Text("name") ?? "",
            container.IsInit,
            container.RestartCount
        )
        {
            Command = [.. Words(item, "command"), .. Words(item, "args")],
        };
        return node.Trouble.Run(Key, start) ?? node.Scripts.For(start);
    }

    private static IEnumerable<string> Words(JsonObject container, string name) =>
        (container[name] as JsonArray)?.Select(word => word.AsText() ?? "") ?? [];

    /// <summary>A container ended for good: the next init container follows, or the containers.</summary>
    public void Ended(ContainerRun container, int exitCode)
    {
        if (!container.IsInit || exitCode != 0)
            return;

        if (inits.FirstOrDefault(init => !init.IsFinal) is { } next)
            next.Begin();
        else
            BeginContainers();
    }

    public void Publish()
    {
        if (gone)
            return;

        plane.Objects.Update(
            Key,
            WriteOptions.InternalStatus,
            json =>
            {
                status.WriteTo(json, plane.Now);
                return json;
            }
        );
    }

    private Stored Current => plane.Store.Get(Key)!;

    private void Schedule()
    {
        if (scheduled)
            return;

        if (node.Trouble.KeepsUnscheduled(Key) is { } obstacle)
        {
            status.Unschedulable = obstacle;
            plane.Events.Warning(Current, "default-scheduler", "FailedScheduling", obstacle);
            Publish();
            After(plane.Seconds(UnschedulableRetrySeconds), Schedule);
            return;
        }

        scheduled = true;
        var name = Bind();
        plane.Events.Normal(
            Current,
            "default-scheduler",
            "Scheduled",
            $"Successfully assigned {Key.Namespace}/{Key.Name} to {name}"
        );
        status.Bind(plane.Now, node.NextAddress());
        Publish();
        if (inits.Count > 0)
            inits[0].Begin();
        else
            BeginContainers();
    }

    private string Bind()
    {
        var name = spec.Text("nodeName") ?? node.NextNode();
        plane.Objects.Update(
            Key,
            WriteOptions.Internal,
            json =>
            {
                json.Ensure("spec")["nodeName"] = name;
                return json;
            }
        );
        return name;
    }

    private void BeginContainers()
    {
        Publish();
        foreach (var container in containers)
            container.Begin();
    }
}
