using System.Globalization;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// Keeps the replicas of a HorizontalPodAutoscaler's target within its bounds. An embedded cluster has no metrics, so
/// replicas within the bounds do not change (k8s.io/kubernetes, pkg/controller/podautoscaler).
/// </summary>
internal sealed class AutoscalerController(ControlPlane plane) : IController
{
    private const string Component = "horizontal-pod-autoscaler";

    private ResourceKind Kind => plane.Kinds["autoscaling", "HorizontalPodAutoscaler"];

    public void Observe(StoreChange change)
    {
        if (change.Object.Kind == Kind)
            plane.Enqueue(this, change.Object.Key);
        else if (change.Object.Kind.HasScale)
        {
            foreach (var scaler in plane.Store.List(Kind, change.Object.Namespace))
                plane.Enqueue(this, scaler.Key);
        }
    }

    public void Reconcile(ObjectKey key)
    {
        if (plane.Store.Get(key) is not { IsBeingDeleted: false } scaler || Target(scaler) is not { } target)
            return;

        var replicas = target.Json.Number("spec.replicas") ?? 1;
        var least = scaler.Json.Number("spec.minReplicas") ?? 1;
        var most = scaler.Json.Number("spec.maxReplicas") ?? int.MaxValue;

        // Setting the replicas to 0 switches the autoscaler off.
        var wanted = replicas == 0 ? 0 : Math.Clamp(replicas, Math.Min(least, most), most);
        if (wanted != replicas)
            Rescale(scaler, target, wanted, wanted > replicas ? "below Spec.MinReplicas" : "above Spec.MaxReplicas");

        WriteStatus(scaler, target, replicas, wanted);
    }

    private void Rescale(Stored scaler, Stored target, int wanted, string why)
    {
        plane.Objects.Update(
            target.Key,
            WriteOptions.Internal,
            json =>
            {
                json.Ensure("spec")["replicas"] = wanted;
                return json;
            }
        );
        plane.Events.Normal(
            scaler,
            Component,
            "SuccessfulRescale",
            string.Create(CultureInfo.InvariantCulture, $"New size: {wanted}; reason: Current number of replicas {why}")
        );
    }

    private void WriteStatus(Stored scaler, Stored target, int replicas, int wanted) =>
        plane.Objects.Update(
            scaler.Key,
            WriteOptions.InternalStatus,
            json =>
            {
                var status = json.Ensure("status");
                status["currentReplicas"] = target.Json.Number("status.replicas") ?? 0;
                status["desiredReplicas"] = wanted;
                if (wanted != replicas)
                    status["lastScaleTime"] = plane.Now.ToSeconds();

                return json;
            }
        );

    private Stored? Target(Stored scaler)
    {
        var reference = scaler.Json.At("spec.scaleTargetRef");
        var (group, _) = KindCatalog.Split(reference.Text("apiVersion") ?? "");
        var kind = plane.Kinds.All.FirstOrDefault(kind =>
            kind.HasScale && kind.Is(group, reference.Text("kind") ?? "")
        );
        return kind is null
            ? null
            : plane.Store.Get(new ObjectKey(kind, scaler.Namespace, reference.Text("name") ?? ""));
    }
}
