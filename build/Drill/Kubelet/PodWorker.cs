using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Kubelet;

/// <summary>Takes one pod from its creation to its end. It does the work of scheduler and kubelet.</summary>
internal sealed class PodWorker
{
    private const double UnschedulableRetrySeconds = 30;

    private readonly NodeAgent _node;
    private readonly ControlPlane _plane;
    private readonly JsonObject _spec;
    private readonly IReadOnlyList<ContainerWorker> _inits;
    private readonly IReadOnlyList<ContainerWorker> _containers;
    private readonly PodStatus _status;
    private readonly PodVolumes _volumes;
    private bool _scheduled;
    private bool _stopping;
    private bool _gone;

    public PodWorker(NodeAgent node, Stored pod)
    {
        _node = node;
        _plane = node.Plane;
        Key = pod.Key;
        Uid = pod.Uid;
        _spec = (JsonObject)pod.Json["spec"]!;
        Messages = new KubeletMessages(_plane.Region.Version);
        HasInitContainers = _spec.Items("initContainers").Any();
        _inits =
        [
            .. _spec.Items("initContainers").Select(container => new ContainerWorker(node, this, container, true)),
        ];
        _containers =
        [
            .. _spec.Items("containers").Select(container => new ContainerWorker(node, this, container, false)),
        ];
        _status = new PodStatus(_inits, _containers);
        Order = new ContainerOrder(_plane, this, _inits, _containers, _spec.Text("restartPolicy") ?? "Always");
        _volumes = new PodVolumes(_plane, this, _spec, Order.BeginNext);
    }

    public ObjectKey Key { get; }

    public string Uid { get; }

    public KubeletMessages Messages { get; }

    public bool HasInitContainers { get; }

    /// <summary>The order in which the containers start and end.</summary>
    public ContainerOrder Order { get; }

    public IEnumerable<ContainerWorker> All => _inits.Concat(_containers);

    public void Begin() => After(_plane.Pace.Schedule, Schedule);

    /// <summary>Repeats the steps that a fault may have held back: scheduling and readiness.</summary>
    public void Revisit()
    {
        if (!_scheduled)
            Schedule();
        else
            _volumes.LookAgain();

        foreach (var container in _containers)
            container.Probe();
    }

    /// <summary>Ends the containers and then the pod. It is called when the pod's deletion was requested.</summary>
    public void Stop()
    {
        if (_stopping)
            return;

        _stopping = true;
        foreach (var container in All.Where(container => container.State is ContainerState.Running))
            NoteKilling(container);

        _plane.After(_plane.Pace.Stop, Finish);
    }

    /// <summary>Ends the pod's logs and timers. It is called when the pod is gone from the store.</summary>
    public void Forget()
    {
        _gone = true;
        foreach (var container in All)
            container.Forget();
    }

    public void After(TimeSpan delay, Action action) =>
        _plane.After(
            delay,
            () =>
            {
                if (!_gone && !_stopping)
                    action();
            }
        );

    public void Note(string reason, string message, string? container) =>
        _plane.Events.Normal(Current, "kubelet", reason, message, container);

    public void Warn(string reason, string message, string? container) =>
        _plane.Events.Warning(Current, "kubelet", reason, message, container);

    public void NoteKilling(ContainerWorker container) =>
        Note("Killing", $"Stopping container {container.Name}", container.Name);

    public ContainerProgram ProgramOf(ContainerWorker worker, JsonObject container, int restarts)
    {
        var start = ContainerStart.Of(Current, container, worker.IsInit, restarts) with
        {
            IsSidecar = worker.IsSidecar,
            Database = _node.Scripts.Database,
        };
        return _node.Trouble.Run(Key, start) ?? _node.Scripts.For(start);
    }

    public void Publish()
    {
        if (_gone)
            return;

        _plane.Objects.Update(
            Key,
            WriteOptions.InternalStatus,
            json =>
            {
                _status.WriteTo(json, _plane.Now);
                // PodObservedGenerationTracking is on by default from 1.34 on.
                if (json.Long("metadata.generation") is { } generation)
                    json.Ensure("status")["observedGeneration"] = generation;
                return json;
            }
        );
    }

    private Stored Current => _plane.Store.Get(Key)!;

    private void Schedule()
    {
        if (_scheduled)
            return;

        if ((_node.Trouble.KeepsUnscheduled(Key) ?? PodClaims.Missing(_plane, Key, _spec)) is { } obstacle)
        {
            _status.Unschedulable = obstacle;
            _plane.Events.Warning(Current, "default-scheduler", "FailedScheduling", obstacle);
            Publish();
            After(_plane.Seconds(UnschedulableRetrySeconds), Schedule);
            return;
        }

        _scheduled = true;
        var name = Bind();
        _plane.Events.Normal(
            Current,
            "default-scheduler",
            "Scheduled",
            $"Successfully assigned {Key.Namespace}/{Key.Name} to {name}"
        );
        _status.Bind(_plane.Now, _node.NextAddress());
        Publish();
        _volumes.Mount();
    }

    private string Bind()
    {
        var name = _spec.Text("nodeName") ?? _node.NextNode();
        _plane.Objects.Update(
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

    /// <summary>
    /// Ends all containers, and then the pod unless a finalizer keeps it. From 1.27 on the kubelet writes how the
    /// containers ended before the pod is removed.
    /// </summary>
    private void Finish()
    {
        if (_gone)
            return;

        Order.KillAll();

        if (_plane.Region.Version.Minor >= 27)
            Publish();

        _plane.Objects.Delete(Key, new DeleteOptions(GraceSeconds: 0, Uid: Uid));
    }
}
