using System.Globalization;
using Drill.Engine;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// Keeps a StatefulSet's numbered pods, one after the other (k8s.io/kubernetes, pkg/controller/statefulset).
/// </summary>
internal sealed class StatefulSetController(ControlPlane plane) : IController
{
    private const string Component = "statefulset-controller";

    private readonly TemplateHistory _history = new(plane);

    private ResourceKind Kind => plane.Kinds["apps", "StatefulSet"];

    public void Observe(StoreChange change) => plane.Notice(this, Kind, change);

    public void Reconcile(ObjectKey key)
    {
        if (plane.Store.Get(key) is not { IsBeingDeleted: false } set)
            return;

        var update = _history.Current(set).Name;
        var current = set.Json.Text("status.currentRevision") ?? update;
        var replicas = set.Json.Number("spec.replicas") ?? 1;
        _ = Fill(set, replicas, current, update) && Shrink(set, replicas) && Roll(set, update);
        WriteStatus(set, replicas, current, update);
    }

    private Stored? Pod(Stored set, int ordinal) =>
        plane.Store.Get(new ObjectKey(plane.Kinds["", "Pod"], set.Namespace, Name(set, ordinal)));

    private static string Name(Stored set, int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"{set.Name}-{ordinal}");

    /// <summary>
    /// Creates the missing pods. In the ordered mode each pod waits until all pods before it are available. When one
    /// never becomes available, not even a new template replaces it (Kubernetes documentation, "StatefulSets", "Forced
    /// rollback").
    /// </summary>
    /// <returns>Whether there is more to do.</returns>
    private bool Fill(Stored set, int replicas, string current, string update)
    {
        var ordered = set.Json.Text("spec.podManagementPolicy") != "Parallel";
        for (var ordinal = 0; ordinal < replicas; ordinal++)
        {
            var pod = Pod(set, ordinal);
            if (pod is not null && pod.IsFinished() && !pod.IsBeingDeleted)
                plane.Objects.Delete(pod.Key, new DeleteOptions());
            else if (pod is null)
                CreatePod(set, ordinal, ordinal < Partition(set) ? current : update);

            if (ordered && !IsAvailable(set, ordinal))
                return false;
        }

        return true;
    }

    private bool IsAvailable(Stored set, int ordinal) =>
        Pod(set, ordinal) is { IsBeingDeleted: false } pod && AvailabilityOf(set).Holds(pod);

    private Availability AvailabilityOf(Stored set) => new(plane, set.Json.Number("spec.minReadySeconds") ?? 0);

    private bool Shrink(Stored set, int replicas)
    {
        if (Pod(set, replicas) is null)
            return true;

        var last = replicas;
        while (Pod(set, last + 1) is not null)
            last++;

        DeletePod(set, Pod(set, last)!);
        return false;
    }

    private bool Roll(Stored set, string update)
    {
        if (set.Json.Text("spec.updateStrategy.type") == "OnDelete")
            return true;

        for (var ordinal = (set.Json.Number("spec.replicas") ?? 1) - 1; ordinal >= Partition(set); ordinal--)
        {
            if (Pod(set, ordinal) is { IsBeingDeleted: false } pod && pod.Label(TemplateHistory.Label) != update)
            {
                DeletePod(set, pod);
                return false;
            }

            if (!IsAvailable(set, ordinal))
                return false;
        }

        return true;
    }

    private static int Partition(Stored set) => set.Json.Number("spec.updateStrategy.rollingUpdate.partition") ?? 0;

    private void CreatePod(Stored set, int ordinal, string revision)
    {
        var name = Name(set, ordinal);
        var pod = PodTemplate.NewPod(_history.Template(set, revision), Owners.Reference(set));
        pod.Ensure("metadata")["name"] = name;
        pod.Ensure("metadata.labels")[TemplateHistory.Label] = revision;
        pod.Ensure("metadata.labels")["statefulset.kubernetes.io/pod-name"] = name;
        pod.Ensure("spec")["hostname"] = name;
        try
        {
            plane.Objects.Create(plane.Kinds["", "Pod"], set.Namespace, pod, WriteOptions.Internal);
            plane.Events.Normal(
                set,
                Component,
                "SuccessfulCreate",
                $"create Pod {name} in StatefulSet {set.Name} successful"
            );
        }
        catch (ApiFailure refusal)
        {
            var message = $"create Pod {name} in StatefulSet {set.Name} failed error: {refusal.Message}";
            plane.Events.Warning(set, Component, "FailedCreate", message);
            plane.After(plane.Seconds(5), () => plane.Enqueue(this, set.Key));
        }
    }

    private void DeletePod(Stored set, Stored pod)
    {
        if (pod.IsBeingDeleted)
            return;

        plane.Objects.Delete(pod.Key, new DeleteOptions());
        plane.Events.Normal(
            set,
            Component,
            "SuccessfulDelete",
            $"delete Pod {pod.Name} in StatefulSet {set.Name} successful"
        );
    }

    private void WriteStatus(Stored set, int replicas, string current, string update)
    {
        var pods = plane.Store.Owned(set, plane.Kinds["", "Pod"]).Where(pod => pod.IsActive()).ToArray();
        var availability = AvailabilityOf(set);
        availability.LookAgain(this, set.Key, pods);
        var updated = Count(update);
        if (updated == replicas && pods.Length == replicas && pods.All(pod => pod.IsReady()))
            current = update;

        plane.Objects.Update(
            set.Key,
            WriteOptions.InternalStatus,
            json =>
            {
                var status = json.Ensure("status");
                status["observedGeneration"] = json.Long("metadata.generation");
                status["replicas"] = pods.Length;
                status.SetCount("readyReplicas", pods.Count(pod => pod.IsReady()));
                status["availableReplicas"] = pods.Count(availability.Holds);
                status.SetCount("currentReplicas", Count(current));
                status.SetCount("updatedReplicas", updated);
                status["currentRevision"] = current;
                status["updateRevision"] = update;
                status["collisionCount"] = 0;
                return json;
            }
        );

        int Count(string revision) => pods.Count(pod => pod.Label(TemplateHistory.Label) == revision);
    }
}
