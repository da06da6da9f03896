using Drill.Controllers;
using Drill.Engine;
using Drill.Storage;

namespace Drill.Kubelet;

/// <summary>The kubelet of all nodes. It has a worker for each pod as long as the pod exists.</summary>
internal sealed class NodeAgent(ControlPlane plane, IPodTrouble trouble, NodeImages images, ContainerScriptSet scripts)
    : IController
{
    private readonly Dictionary<string, PodWorker> _workers = new(StringComparer.Ordinal);
    private int _addresses;
    private int _turns;

    public ControlPlane Plane => plane;

    public IPodTrouble Trouble => trouble;

    public NodeImages Images => images;

    public ContainerScriptSet Scripts => scripts;

    public void Observe(StoreChange change)
    {
        var pod = change.Object;
        if (!pod.Kind.Is("", "Pod"))
            return;

        if (pod.IsReady() && change.Previous?.IsReady() != true)
            plane.Moments.Mark(pod.Uid, Availability.Ready, plane.Now);

        if (change.Type == ChangeType.Deleted)
        {
            if (_workers.Remove(pod.Uid, out var ended))
                ended.Forget();
        }
        else if (!_workers.TryGetValue(pod.Uid, out var worker))
        {
            _workers[pod.Uid] = worker = new PodWorker(this, pod);
            worker.Begin();
        }
        else if (pod.IsBeingDeleted)
        {
            worker.Stop();
        }
    }

    public void Reconcile(ObjectKey key) => Worker(key)?.Revisit();

    public PodWorker? Worker(ObjectKey key) =>
        plane.Store.Get(key) is { } pod ? _workers.GetValueOrDefault(pod.Uid) : null;

    /// <summary>Makes every pod's worker look again, after a fault was lifted.</summary>
    public void RevisitAll()
    {
        foreach (var worker in _workers.Values)
            plane.Enqueue(this, worker.Key);
    }

    public string NextAddress()
    {
        _addresses++;
        return $"10.244.{_addresses / 250 % 250}.{_addresses % 250 + 1}";
    }

    public string NextNode() => plane.Region.NodeNames[_turns++ % plane.Region.NodeNames.Count];

    public void EndLogs()
    {
        foreach (var worker in _workers.Values)
            worker.Forget();
    }
}
