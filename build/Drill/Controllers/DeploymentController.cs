using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>Rolls a Deployment through its ReplicaSets (k8s.io/kubernetes, pkg/controller/deployment).</summary>
internal sealed class DeploymentController : IController
{
    private readonly ControlPlane _plane;
    private readonly Revisions _revisions;
    private readonly DeploymentStatusWriter _status;

    public DeploymentController(ControlPlane plane)
    {
        _plane = plane;
        _status = new DeploymentStatusWriter(plane);
        _revisions = new Revisions(plane, _status);
    }

    private ResourceKind Kind => _plane.Kinds["apps", "Deployment"];

    private ResourceKind SetKind => _plane.Kinds["apps", "ReplicaSet"];

    public void Observe(StoreChange change)
    {
        if (change.Object.Kind == Kind)
            _plane.Enqueue(this, change.Object.Key);
        else if (change.Object.Kind == SetKind)
            EnqueueOwner(change.Object);
        else if (change is { Type: ChangeType.Deleted } && change.Object.Kind.Is("", "Pod"))
            EnqueueOwnerOfSet(change.Object);
    }

    public void Reconcile(ObjectKey key)
    {
        if (_plane.Store.Get(key) is not { IsBeingDeleted: false } deployment)
            return;

        var rollout = new RolloutPlan(deployment);
        var sets = _plane.Store.Owned(deployment, SetKind);
        var current = Revisions.Find(deployment, sets);
        if (current is null && !rollout.IsPaused && (!rollout.IsRecreate || OldPodsAreGone(sets)))
            current = _revisions.Create(rollout, sets);
        else if (current is not null && !rollout.IsPaused)
            current = _revisions.Refresh(rollout, current, sets);

        var old = sets.Where(set => set.Uid != current?.Uid).ToArray();
        if (rollout.IsPaused || Revisions.IsScaling(rollout, sets))
            ScaleActive(rollout, current, old);
        else if (rollout.IsRecreate)
            Recreate(rollout, current, old);
        else
            Roll(rollout, current!, old);

        var after = _plane.Store.Owned(deployment, SetKind);
        current = after.FirstOrDefault(set => set.Uid == current?.Uid);
        if (_status.Write(rollout, current, after) && !rollout.IsPaused)
            _revisions.Clean(rollout, after);

        _status.WatchDeadline(this, key);
    }

    private void EnqueueOwner(Stored set)
    {
        if (set.Controller is { } owner && owner.Text("kind") == "Deployment")
            _plane.Enqueue(this, new ObjectKey(Kind, set.Namespace, owner.Text("name")!));
    }

    private void EnqueueOwnerOfSet(Stored pod)
    {
        if (pod.Controller is not { } owner || owner.Text("kind") != "ReplicaSet")
            return;

        if (_plane.Store.Get(new ObjectKey(SetKind, pod.Namespace, owner.Text("name")!)) is { } set)
            EnqueueOwner(set);
    }

    private void Roll(RolloutPlan rollout, Stored current, Stored[] old)
    {
        var all = Total(old) + Replicas(current);
        var next = rollout.NextForNewSet(Replicas(current), all);
        if (next != Replicas(current))
        {
            Scale(rollout, current, next);
            return;
        }

        var spare = rollout.Spare(all, Replicas(current) - Count(current, "availableReplicas"));
        var unhealthy = ScaleDown(rollout, old, spare, set => Replicas(set) - Count(set, "availableReplicas"));
        if (unhealthy > 0)
            return;

        var available = old.Append(current).Sum(set => Count(set, "availableReplicas"));
        ScaleDown(rollout, old, Math.Min(spare, available - (rollout.Replicas - rollout.MaxUnavailable)), Replicas);
    }

    private void Recreate(RolloutPlan rollout, Stored? current, Stored[] old)
    {
        ScaleDown(rollout, old, int.MaxValue, Replicas);
        if (current is not null && OldPodsAreGone(old))
            Scale(rollout, current, rollout.Replicas);
    }

    private void ScaleActive(RolloutPlan rollout, Stored? current, Stored[] old)
    {
        var active =
            current is not null && (Replicas(current) > 0 || Total(old) == 0)
                ? current
                : old.Where(set => Replicas(set) > 0).MaxBy(set => set.Created);
        if (active is null)
            return;

        var others = old.Append(current)
            .Where(set => set is not null && set.Uid != active.Uid)
            .Sum(set => Replicas(set!));
        Scale(rollout, active, Math.Max(0, rollout.Replicas - others));
        foreach (var set in old.Append(current).OfType<Stored>())
            _revisions.NoteScale(rollout, set);
    }

    private bool OldPodsAreGone(IEnumerable<Stored> sets) =>
        !sets.SelectMany(set => _plane.Store.Owned(set, _plane.Kinds["", "Pod"])).Any(pod => !pod.IsFinished());

    private int ScaleDown(RolloutPlan rollout, Stored[] old, int most, Func<Stored, int> candidates)
    {
        var done = 0;
        foreach (var set in old.Where(set => Replicas(set) > 0))
        {
            var less = Math.Min(most - done, candidates(set));
            if (less <= 0)
                continue;

            Scale(rollout, set, Replicas(set) - less);
            done += less;
        }

        return done;
    }

    private void Scale(RolloutPlan rollout, Stored set, int replicas)
    {
        var present = Replicas(set);
        if (replicas == present)
            return;

        _revisions.NoteScale(rollout, set, replicas);
        var direction = replicas > present ? "up" : "down";
        _plane.Events.Normal(
            rollout.Deployment,
            DeploymentStatusWriter.Component,
            "ScalingReplicaSet",
            _plane.Region.Version.Minor < 26
                ? $"Scaled {direction} replica set {set.Name} to {replicas}"
                : $"Scaled {direction} replica set {set.Name} from {present} to {replicas}"
        );
    }

    private static int Replicas(Stored set) => set.Json.Number("spec.replicas") ?? 0;

    private static int Total(IEnumerable<Stored> sets) => sets.Sum(Replicas);

    private static int Count(Stored set, string name) => set.Json.Number($"status.{name}") ?? 0;
}
