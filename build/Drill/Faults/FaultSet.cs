using Drill.Engine;
using Drill.Kubelet;
using Drill.Pages;
using Drill.Storage;

namespace Drill.Faults;

/// <summary>The faults that one cluster has at the moment. They reach the new revision only, never what already serves.</summary>
public sealed class FaultSet : IPodTrouble, IPageTrouble
{
    private readonly ControlPlane _plane;
    private volatile IReadOnlyList<(FaultKind Kind, Fault Fault)> _armed = [];

    internal FaultSet(ControlPlane plane)
    {
        _plane = plane;
        plane.Objects.Admission = Admit;
    }

    /// <summary>Called under the cluster's lock after a fault was lifted: what it held back wants another look.</summary>
    internal Action? Lifted { get; set; }

    /// <summary>Called under the cluster's lock when a fault is armed that breaks watches and followed logs.</summary>
    internal Action? BreakStreams { get; set; }

    /// <summary>The kinds that are armed.</summary>
    public IReadOnlyList<FaultKind> Armed => [.. _armed.Select(entry => entry.Kind)];

    internal IEnumerable<Fault> Active => _armed.Select(entry => entry.Fault);

    /// <summary>Arms a fault for pods made from now on, or for the API. Arming it twice is arming it once.</summary>
    public void Add(FaultKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        _plane.Do(() =>
        {
            if (_armed.Any(entry => entry.Kind == kind))
                return;

            var fault = kind.Create(FaultReach.Now(_plane), _plane);
            _armed = [.. _armed, (kind, fault)];
            fault.Arm();
            if (fault.BreaksStreams)
                BreakStreams?.Invoke();
        });
    }

    /// <summary>Lifts a fault; what it held back recovers.</summary>
    public void Remove(FaultKind kind) =>
        _plane.Do(() =>
        {
            foreach (var (_, fault) in _armed.Where(entry => entry.Kind == kind))
                fault.Lift();

            _armed = [.. _armed.Where(entry => entry.Kind != kind)];
            Lifted?.Invoke();
        });

    /// <summary>Lifts every fault.</summary>
    public void Clear()
    {
        foreach (var kind in Armed)
            Remove(kind);
    }

    private void Admit(Stored pod)
    {
        if (!pod.Kind.Is("", "Pod"))
            return;

        foreach (var fault in Active.Where(fault => fault.Reach.Covers(pod)))
            fault.Admit(pod);
    }

    string? IPodTrouble.KeepsUnscheduled(ObjectKey pod) =>
        Reaching(pod).Select(fault => fault.NoNode).FirstOrDefault(obstacle => obstacle is not null);

    PullFailure? IPodTrouble.Pull(ObjectKey pod, string image, int attempt) =>
        Reaching(pod)
            .Where(fault => !fault.Reach.IsProven(image))
            .Select(fault => fault.Pull(image, attempt))
            .FirstOrDefault(outcome => outcome is not null);

    ContainerProgram? IPodTrouble.Run(ObjectKey pod, ContainerStart start) =>
        Reaching(pod)
            .Where(fault => !fault.Reach.IsProven(start.Image))
            .Select(fault => fault.Run(start))
            .FirstOrDefault(program => program is not null);

    bool IPodTrouble.KeepsUnready(ObjectKey pod) => Reaching(pod).Any(fault => fault.KeepsUnready);

    string? IPageTrouble.StalePage =>
        Active.Select(fault => fault.StalePage).FirstOrDefault(stale => stale is not null);

    private IEnumerable<Fault> Reaching(ObjectKey key) =>
        _plane.Store.Get(key) is { } pod ? Active.Where(fault => fault.Reach.Covers(pod)) : [];
}
