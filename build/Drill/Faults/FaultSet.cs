using Drill.Engine;
using Drill.Kubelet;
using Drill.Pages;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Faults;

/// <summary>
/// The faults that a cluster has now. They reach pods of a new revision. Pods that already serve stay healthy.
/// </summary>
public sealed class FaultSet : IPodTrouble, IPageTrouble, IAdmission
{
    private readonly ControlPlane _plane;
    private volatile IReadOnlyList<(FaultKind Kind, Fault Fault)> _armed = [];

    internal FaultSet(ControlPlane plane)
    {
        _plane = plane;
        plane.Objects.Admission = this;
    }

    /// <summary>
    /// Called under the cluster's lock after a fault was lifted, so that pods that it held back go on.
    /// </summary>
    internal Action? Lifted { get; set; }

    /// <summary>Called under the cluster's lock when a fault is armed that breaks watches and followed logs.</summary>
    internal Action? BreakStreams { get; set; }

    /// <summary>The kinds that are armed.</summary>
    public IReadOnlyList<FaultKind> Armed => [.. _armed.Select(entry => entry.Kind)];

    internal IEnumerable<Fault> Active => _armed.Select(entry => entry.Fault);

    /// <summary>
    /// Arms a fault for pods that are created from now on, or for the API. Nothing happens when the fault is armed
    /// already.
    /// </summary>
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

    /// <summary>Lifts a fault. Pods that it held back recover.</summary>
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

    void IAdmission.Review(ObjectKey key, bool isNew, WriteOptions options)
    {
        foreach (var fault in Active)
            fault.Review(key, isNew, options);
    }

    void IAdmission.Mutate(Stored created)
    {
        foreach (var fault in Active)
            fault.Mutate(created);
    }

    void IAdmission.Admit(Stored created)
    {
        if (!created.Kind.Is("", "Pod"))
            return;

        foreach (var fault in Active.Where(fault => fault.Reach.Covers(created)))
            fault.Admit(created);
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
