using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;

namespace Drill.Kubelet;

/// <summary>Takes one container through all its runs: image, start, readiness, end, back-off, restart.</summary>
internal sealed class ContainerWorker(NodeAgent node, PodWorker pod, JsonObject spec, bool isInit)
{
    private const double ErrImagePullSeconds = 2;
    private const double RetrySeconds = 10;

    private readonly ControlPlane _plane = node.Plane;
    private readonly BackOff _restarts = new();
    private readonly ImagePull _image = new(node, pod, spec);
    private string _containerId = "";
    private ContainerState? _lastState;
    private DateTimeOffset _startedAt;
    private int _run;

    public string Name { get; } = spec.Text("name") ?? "";

    public bool IsInit => isInit;

    public ContainerState State { get; private set; } =
        new ContainerState.Waiting(pod.HasInitContainers ? "PodInitializing" : "ContainerCreating");

    public int RestartCount { get; private set; }

    public bool IsReady { get; private set; }

    /// <summary>Whether the container ended and will not run again.</summary>
    public bool IsFinal { get; private set; }

    public bool HasStarted => _run > 0;

    public ContainerOutput? Log { get; private set; }

    public ContainerOutput? PreviousLog { get; private set; }

    /// <summary>Runs the container for the first time.</summary>
    public void Begin() => Prepare();

    public void Stop()
    {
        IsReady = false;
        Log?.Complete();
        PreviousLog?.Complete();
    }

    /// <summary>Runs the readiness probe now, before its next period.</summary>
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
            ["image"] = _image.Reference,
            ["imageID"] = HasStarted ? _image.Id : "",
        };
        if (_containerId.Length > 0)
            status["containerID"] = _containerId;

        status["started"] = State is ContainerState.Running;
        return status;
    }

    private void Prepare()
    {
        if (MissingReference.Find(_plane, pod, spec) is { } missing)
        {
            Wait("CreateContainerConfigError", missing);
            pod.Warn("Failed", $"Error: {missing}", Name);
            pod.After(_plane.Seconds(RetrySeconds), Prepare);
            return;
        }

        _image.Fetch(Start, PullFailed, Wait);
    }

    private void PullFailed(string message, int backOffSeconds)
    {
        Wait("ErrImagePull", message);
        pod.Warn("Failed", $"Failed to pull image \"{_image.Reference}\": {message}", Name);
        pod.Warn("Failed", "Error: ErrImagePull", Name);
        pod.After(
            _plane.Seconds(ErrImagePullSeconds),
            () =>
            {
                var backOff = KubeletMessages.BackOffPull(_image.Reference);
                pod.Note("BackOff", backOff, Name);
                pod.Warn("Failed", "Error: ImagePullBackOff", Name);
                Wait("ImagePullBackOff", backOff);
                pod.After(_plane.Seconds(backOffSeconds - ErrImagePullSeconds), Prepare);
            }
        );
    }

    private void Start() => pod.After(_plane.Pace.Start, Run);

    private void Run()
    {
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
        pod.Publish();
        var program = pod.ProgramOf(spec, isInit, RestartCount);
        var isProbed = spec["readinessProbe"] is not null;

        // Without a probe a container is ready as soon as it runs, even if it crashes next.
        if (!isInit && !(isProbed && program is { AtOnce: true, ExitCode: not null }))
            pod.After(isProbed ? _plane.Pace.Ready : TimeSpan.Zero, () => Probe(current));

        Continue(program, 0);
    }

    private void Continue(ContainerProgram program, int line)
    {
        if (line < program.Lines.Count)
        {
            Log!.Write(_plane.Now, program.Lines[line]);
            pod.After(program.AtOnce ? TimeSpan.Zero : _plane.Pace.LogLine, () => Continue(program, line + 1));
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
            pod.After(_plane.Seconds(spec.Number("readinessProbe.periodSeconds") ?? RetrySeconds), () => Probe(probed));
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
        IsFinal = !pod.Restarts(this, code);
        Log!.Complete();
        pod.Publish();
        if (IsFinal)
            pod.Ended(this, code);
        else
            WaitForRestart();
    }

    /// <summary>Restarts the container. The first restart is immediate; later ones wait for the back-off.</summary>
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
