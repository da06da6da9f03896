using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// Counts how many pods of a PodDisruptionBudget may be evicted now (k8s.io/kubernetes, pkg/controller/disruption).
/// </summary>
internal sealed class DisruptionController(ControlPlane plane) : IController
{
    private ResourceKind Kind => plane.Kinds["policy", "PodDisruptionBudget"];

    public void Observe(StoreChange change)
    {
        if (change.Object.Kind == Kind)
            plane.Enqueue(this, change.Object.Key);
        else if (change.Object.Kind.Is("", "Pod"))
        {
            foreach (var budget in plane.Store.List(Kind, change.Object.Namespace))
                plane.Enqueue(this, budget.Key);
        }
    }

    public void Reconcile(ObjectKey key)
    {
        if (plane.Store.Get(key) is not { IsBeingDeleted: false } budget)
            return;

        var pods = plane.PodsOf(budget);
        var healthy = pods.Count(pod => pod.IsReady() && pod.IsActive());
        var (expected, desired) = Wanted(budget, pods);
        var allowed = expected == 0 ? 0 : Math.Max(0, healthy - desired);
        plane.Objects.Update(
            key,
            WriteOptions.InternalStatus,
            json =>
            {
                var status = json.Ensure("status");
                status["observedGeneration"] = json.Long("metadata.generation");
                status["currentHealthy"] = healthy;
                status["desiredHealthy"] = desired;
                status["expectedPods"] = expected;
                status["disruptionsAllowed"] = allowed;
                var reason = allowed > 0 ? "SufficientPods" : "InsufficientPods";
                var condition = Conditions.Set(status, "DisruptionAllowed", allowed > 0, reason, "", plane.Now);
                condition["observedGeneration"] = json.Long("metadata.generation");
                return json;
            }
        );
    }

    /// <summary>The number of pods that there should be, and the number that has to be healthy.</summary>
    private (int Expected, int Desired) Wanted(Stored budget, IReadOnlyList<Stored> pods)
    {
        var least = budget.Json.At("spec.minAvailable");
        if (least is not null && !least.ToString().EndsWith('%'))
            return (pods.Count, RolloutPlan.Resolve(least, pods.Count, roundUp: true));

        var expected = pods.Select(Workload)
            .OfType<Stored>()
            .DistinctBy(workload => workload.Uid)
            .Sum(workload => workload.Json.Number("spec.replicas") ?? 1);
        return least is not null
            ? (expected, RolloutPlan.Resolve(least, expected, roundUp: true))
            : (
                expected,
                Math.Max(
                    0,
                    expected - RolloutPlan.Resolve(budget.Json.At("spec.maxUnavailable"), expected, roundUp: true)
                )
            );
    }

    private Stored? Workload(Stored pod) =>
        ControllerOf(pod) is { } owner
            ? (owner.Kind.Is("apps", "ReplicaSet") ? ControllerOf(owner) ?? owner : owner)
            : null;

    private Stored? ControllerOf(Stored owned)
    {
        if (owned.Controller is not { } owner)
            return null;

        var (group, _) = KindCatalog.Split(owner.Text("apiVersion") ?? "");
        return plane.Kinds.All.FirstOrDefault(kind => kind.Is(group, owner.Text("kind") ?? "")) is { } kind
            ? plane.Store.Get(new ObjectKey(kind, owned.Namespace, owner.Text("name") ?? ""))
            : null;
    }
}

/// <summary>The pods that a PodDisruptionBudget covers.</summary>
internal static class DisruptionBudgets
{
    public static IReadOnlyList<Stored> PodsOf(this ControlPlane plane, Stored budget) =>
        [.. plane.Store.List(plane.Kinds["", "Pod"], budget.Namespace).Where(pod => Covers(budget, pod))];

    public static IReadOnlyList<Stored> BudgetsOf(this ControlPlane plane, Stored pod) =>
        [
            .. plane
                .Store.List(plane.Kinds["policy", "PodDisruptionBudget"], pod.Namespace)
                .Where(budget => Covers(budget, pod)),
        ];

    private static bool Covers(Stored budget, Stored pod) =>
        budget.Json.At("spec.selector") is { } selector
        && LabelSelector.From(selector).Matches(pod.Json.At("metadata.labels"));
}
