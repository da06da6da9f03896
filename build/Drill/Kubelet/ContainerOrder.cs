using Drill.Engine;

namespace Drill.Kubelet;

/// <summary>
/// The order in which a pod's containers start and end: init containers one after the other, then all others at once.
/// Sidecars are init containers that do not block and that end after the others (Kubernetes documentation, "Sidecar
/// Containers").
/// </summary>
internal sealed class ContainerOrder(
    ControlPlane plane,
    PodWorker pod,
    IReadOnlyList<ContainerWorker> inits,
    IReadOnlyList<ContainerWorker> containers,
    string restartPolicy
)
{
    private int _begunInits;
    private bool _hasBegun;
    private bool _isOver;

    /// <summary>Starts the next init container. After the last init container it starts the others.</summary>
    public void BeginNext()
    {
        if (_begunInits < inits.Count)
        {
            inits[_begunInits++].Begin();
            return;
        }

        if (_hasBegun)
            return;

        _hasBegun = true;
        pod.Publish();
        foreach (var container in containers)
            container.Begin();
    }

    /// <summary>Whether a container that ended runs again.</summary>
    public bool Restarts(ContainerWorker container, int exitCode)
    {
        if (_isOver)
            return false;

        return container.IsSidecar
            || (
                container.IsInit
                    ? exitCode != 0 && restartPolicy != "Never"
                    : restartPolicy == "Always" || (restartPolicy == "OnFailure" && exitCode != 0)
            );
    }

    /// <summary>Takes the pod's next step. It is called when a container has ended for good.</summary>
    public void Ended(ContainerWorker container, int exitCode)
    {
        if (container is { IsInit: true, IsSidecar: false })
        {
            if (exitCode == 0)
                BeginNext();
            else
                EndSidecars();
        }
        else if (!container.IsInit && containers.All(each => each.IsFinal))
        {
            EndSidecars();
        }
    }

    /// <summary>Takes the pod's next step. It is called when a sidecar is up, at each of its runs.</summary>
    public void Rose(ContainerWorker sidecar)
    {
        if (_begunInits > 0 && inits[_begunInits - 1] == sidecar)
            BeginNext();
    }

    /// <summary>Ends every container at once.</summary>
    public void KillAll()
    {
        _isOver = true;
        foreach (var container in containers.Concat(inits.Reverse()))
            container.Kill();
    }

    /// <summary>Ends the sidecars, the last one first, when no other container will run again.</summary>
    private void EndSidecars()
    {
        _isOver = true;
        if (inits.LastOrDefault(init => init is { IsSidecar: true, IsFinal: false }) is not { } sidecar)
            return;

        var runs = sidecar.State is ContainerState.Running;
        if (runs)
            pod.NoteKilling(sidecar);

        pod.After(
            runs ? plane.Pace.Stop : TimeSpan.Zero,
            () =>
            {
                sidecar.Kill();
                pod.Publish();
                EndSidecars();
            }
        );
    }
}
