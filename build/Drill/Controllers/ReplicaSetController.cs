using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>Keeps as many pods as a ReplicaSet asks for (k8s.io/kubernetes, pkg/controller/replicaset).</summary>
internal sealed class ReplicaSetController(ControlPlane plane) : IController
{
    private const string Component = "replicaset-controller";
    private const double RetrySeconds = 5;

    private readonly HashSet<ObjectKey> _backingOff = [];

    private ResourceKind Kind => plane.Kinds["apps", "ReplicaSet"];

    public void Observe(StoreChange change)
    {
        if (change.Object.Kind == Kind)
            plane.Enqueue(this, change.Object.Key);
        else if (
            change.Object.Kind.Is("", "Pod")
            && change.Object.Controller is { } owner
            && owner.Text("kind") == "ReplicaSet"
        )
            plane.Enqueue(this, new ObjectKey(Kind, change.Object.Namespace, owner.Text("name")!));
    }

    public void Reconcile(ObjectKey key)
    {
        if (plane.Store.Get(key) is not { } set)
            return;

        var failure = set.IsBeingDeleted || _backingOff.Contains(key) ? Failure(set) : Scale(set);
        var present = plane.Store.Get(key)!;
        UpdateStatus(present, ActivePods(present), failure);
        if (failure is not null)
            TryLater(key);
    }

    private static string? Failure(Stored set) => Conditions.Find(set.Json["status"], "ReplicaFailure").Text("message");

    private void TryLater(ObjectKey key)
    {
        if (!_backingOff.Add(key))
            return;

        plane.After(
            plane.Seconds(RetrySeconds),
            () =>
            {
                _backingOff.Remove(key);
                plane.Enqueue(this, key);
            }
        );
    }

    private Stored[] ActivePods(Stored set) =>
        [.. plane.Store.Owned(set, plane.Kinds["", "Pod"]).Where(pod => pod.IsActive())];

    /// <returns>Why a pod could not be made, or null.</returns>
    private string? Scale(Stored set)
    {
        var pods = ActivePods(set);
        var wanted = set.Json.Number("spec.replicas") ?? 1;
        for (var missing = wanted - pods.Length; missing > 0; missing--)
        {
            if (CreatePod(set) is { } failure)
                return failure;
        }

        foreach (var pod in pods.OrderBy(Worth).ThenByDescending(pod => pod.Created).Take(pods.Length - wanted))
        {
            plane.Objects.Delete(pod.Key, new DeleteOptions());
            plane.Events.Normal(set, Component, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
        }

        return null;
    }

    /// <summary>
    /// The order of deletion: pods without a node first, then pods that do not run, then pods that are not ready.
    /// </summary>
    private static int Worth(Stored pod) =>
        pod.Json.Text("spec.nodeName") is null ? 0
        : pod.Phase() == "Pending" ? 1
        : !pod.IsReady() ? 2
        : 3;

    private string? CreatePod(Stored set)
    {
        var pod = PodTemplate.NewPod(set.Json.At("spec.template"), Owners.Reference(set));
        pod.Ensure("metadata")["generateName"] = $"{set.Name}-";
        try
        {
            var created = plane.Objects.Create(plane.Kinds["", "Pod"], set.Namespace, pod, WriteOptions.Internal);
            plane.Events.Normal(set, Component, "SuccessfulCreate", $"Created pod: {created.Name}");
            return null;
        }
        catch (ApiFailure refusal)
        {
            plane.Events.Warning(set, Component, "FailedCreate", $"Error creating: {refusal.Message}");
            return refusal.Message;
        }
    }

    private void UpdateStatus(Stored set, Stored[] pods, string? failure)
    {
        var availability = new Availability(plane, set.Json.Number("spec.minReadySeconds") ?? 0);
        availability.LookAgain(this, set.Key, pods);
        plane.Objects.Update(
            set.Key,
            WriteOptions.InternalStatus,
            json =>
            {
                var status = json.Ensure("status");
                status["replicas"] = pods.Length;
                status.SetCount("fullyLabeledReplicas", pods.Length);
                status.SetCount("readyReplicas", pods.Count(pod => pod.IsReady()));
                status.SetCount("availableReplicas", pods.Count(availability.Holds));
                status["observedGeneration"] = json.Long("metadata.generation");
                if (plane.Region.Version.Minor >= 35)
                    status["terminatingReplicas"] = plane
                        .Store.Owned(set, plane.Kinds["", "Pod"])
                        .Count(pod => pod.IsBeingDeleted && !pod.IsFinished());
                SetFailure(status, failure);
                return json;
            }
        );
    }

    private void SetFailure(JsonObject status, string? failure)
    {
        // The first message stays. Each attempt names another pod, so a new message would look like a new failure.
        if (failure is null)
            Conditions.Remove(status, "ReplicaFailure");
        else if (Conditions.Find(status, "ReplicaFailure") is null)
            Conditions.Set(status, "ReplicaFailure", true, "FailedCreate", failure, plane.Now);

        if (status["conditions"] is JsonArray { Count: 0 })
            status.Remove("conditions");
    }
}
