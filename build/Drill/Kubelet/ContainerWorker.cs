using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;

namespace Drill.Kubelet;

/// <summary>Takes one container through all its runs: image, start, readiness, end, back-off, restart.</summary>
internal sealed class ContainerWorker(NodeAgent node, PodWorker pod, JsonObject spec, bool isInit)
{
    private const double ProbeSeconds = 10;

    private readonly ControlPlane _plane = node.Plane;
    private readonly BackOff _restarts = new();
    private readonly ContainerPreparation _preparation = new(node, pod, spec);
    private string _containerId = "";
    private ContainerState? _lastState;
    private DateTimeOffset _startedAt;
    private ContainerProgram? _program;
    private int _run;

    public string Name { get; } = spec.Text("name") ?? "";

    public bool IsInit => isInit;

    /// <summary>
    /// Whether it is an init container that goes on beside the others (Kubernetes documentation, "Sidecar Containers").
    /// </summary>
    public bool IsSidecar { get; } = isInit && spec.Text("restartPolicy") == "Always";

    public ContainerState State { get; private set; } =
        new ContainerState.Waiting(pod.HasInitContainers ? "PodInitializing" : "ContainerCreating");

    public int RestartCount { get; private set; }

    public bool IsReady { get; private set; }

    /// <summary>Whether the container has ended and will not run again.</summary>
    public bool IsFinal { get; private set; }

    public bool HasStarted => _run > 0;

    /// <summary>Whether the container runs and its startup probe, where it has one, has succeeded.</summary>
    public bool IsUp { get; private set; }

    public ContainerOutput? Log { get; private set; }

    public ContainerOutput? PreviousLog { get; private set; }

    /// <summary>Runs the container for the first time.</summary>
    public void Begin() => Prepare();

    /// <summary>Ends the logs. It is called when the pod is gone.</summary>
    public void Forget()
    {
        IsReady = false;
        Log?.Complete();
        PreviousLog?.Complete();
    }

    /// <summary>
    /// Ends the container for good, as the kubelet does with a signal. A container that does not run stays as it is.
    /// </summary>
    public void Kill()
    {
        IsFinal = true;
        IsReady = false;
        IsUp = false;
        if (State is not ContainerState.Running)
            return;

        State = new ContainerState.Terminated(_program!.StopCode, _startedAt, _plane.Now, _containerId);
        Log!.Complete();
    }

    /// <summary>Runs the readiness probe now, without waiting for its next period.</summary>
    public void Probe() => Probe(_run);

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["name"] = Name,
            ["state"] = State.ToJson(),
            ["lastState"] = _lastState?.ToJson() ?? [],
            ["ready"] = IsReady,
            ["restartCount"] = RestartCount,
            ["image"] = _preparation.Image.Reference,
            ["imageID"] = HasStarted ? _preparation.Image.Id : "",
        };
        if (_containerId.Length > 0)
            status["containerID"] = _containerId;

        status["started"] = IsUp;
        return status;
    }

    private void Prepare()
    {
        if (!IsFinal)
            _preparation.Run(() => pod.After(_plane.Pace.Start, Run), Wait);
    }

    private void Run()
    {
        if (IsFinal)
            return;

        if (HasStarted)
        {
            RestartCount++;
            _lastState = State is ContainerState.Terminated ? State : _lastState;
            PreviousLog = Log;
        }

        var current = ++_run;
        _containerId =
            $"{(_plane.Region.Version.RunsDocker ? "docker" : "containerd")}://{Guid.NewGuid():N}{Guid.NewGuid():N}";
        _startedAt = _plane.Now;
        Log = new ContainerOutput();
        State = new ContainerState.Running(_startedAt);
        pod.Note("Created", $"Created container {Name}", Name);
        pod.Note("Started", $"Started container {Name}", Name);
        var starts = spec["startupProbe"] is not null;
        IsUp = !starts;
        pod.Publish();
        var program = _program = pod.ProgramOf(this, spec, RestartCount);
        var isProbed = spec["readinessProbe"] is not null;
        if (starts || IsSidecar)
            pod.After(starts ? _plane.Pace.Ready : TimeSpan.Zero, () => Rise(current));

        // A container without a probe is ready as soon as it runs, even if it crashes next.
        if ((!isInit || IsSidecar) && !(isProbed && program is { AtOnce: true, ExitCode: not null }))
            pod.After(isProbed ? _plane.Pace.Ready : TimeSpan.Zero, () => Probe(current));

        Continue(program, current, 0);
    }

    private void Rise(int risen)
    {
        if (risen != _run || State is not ContainerState.Running)
            return;

        IsUp = true;
        pod.Publish();
        pod.Order.Rose(this);
    }

    private void Continue(ContainerProgram program, int run, int line)
    {
        if (run != _run || State is not ContainerState.Running)
            return;

        if (line < program.Lines.Count)
        {
            Log!.Write(_plane.Now, program.Lines[line]);
            node.Scripts.Database.Note(program.Lines[line]);
            pod.After(program.AtOnce ? TimeSpan.Zero : _plane.Pace.LogLine, () => Continue(program, run, line + 1));
        }
        else if (program.ExitCode is { } code)
        {
            Exit(code);
        }
    }

    private void Probe(int probed)
    {
        if (probed != _run || State is not ContainerState.Running)
            return;

        var ready = !node.Trouble.KeepsUnready(pod.Key);
        if (!ready)
        {
            pod.Warn("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", Name);
            pod.After(_plane.Seconds(spec.Number("readinessProbe.periodSeconds") ?? ProbeSeconds), () => Probe(probed));
        }

        if (ready == IsReady)
            return;

        IsReady = ready;
        pod.Publish();
    }

    private void Exit(int code)
    {
        State = new ContainerState.Terminated(code, _startedAt, _plane.Now, _containerId);
        IsReady = false;
        IsUp = false;
        IsFinal = !pod.Order.Restarts(this, code);
        Log!.Complete();
        pod.Publish();
        if (IsFinal)
            pod.Order.Ended(this, code);
        else
            WaitForRestart();
    }

    /// <summary>Restarts the container. The first restart is immediate. Later ones wait for the back-off.</summary>
    private void WaitForRestart()
    {
        var seconds = _restarts.Seconds;
        _restarts.Next();
        if (seconds == 0)
        {
            Prepare();
            return;
        }

        _lastState = State;
        pod.Warn("BackOff", pod.Messages.BackOffRestart(Name, pod.Key.Name, pod.Key.Namespace, pod.Uid), Name);
        Wait("CrashLoopBackOff", KubeletMessages.CrashLoop(seconds, Name, pod.Key.Name, pod.Key.Namespace, pod.Uid));
        pod.After(_plane.Seconds(seconds), Prepare);
    }

    private void Wait(string reason, string? message)
    {
        State = new ContainerState.Waiting(reason, message);
        pod.Publish();
    }
}
