using Drill.Engine;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>Keeps one pod of a DaemonSet on every node (k8s.io/kubernetes, pkg/controller/daemon).</summary>
internal sealed class DaemonSetController(ControlPlane plane) : IController
{
    private const string Component = "daemonset-controller";

    private readonly TemplateHistory _history = new(plane);

    private ResourceKind Kind => plane.Kinds["apps", "DaemonSet"];

    public void Observe(StoreChange change) => plane.Notice(this, Kind, change);

    public void Reconcile(ObjectKey key)
    {
        if (plane.Store.Get(key) is not { IsBeingDeleted: false } set)
            return;

        var hash = _history.Current(set).Json.At("metadata.labels")![TemplateHistory.Label]!.GetValue<string>();
        foreach (var node in plane.Region.NodeNames.Where(node => PodOn(set, node) is null))
            CreatePod(set, node, hash);

        Roll(set, hash);
        WriteStatus(set, hash);
    }

    private Stored[] Pods(Stored set) => [.. plane.Store.Owned(set, plane.Kinds["", "Pod"])];

    private Stored? PodOn(Stored set, string node) =>
        Pods(set).FirstOrDefault(pod => pod.Json.Text("spec.nodeName") == node);

    /// <summary>Deletes old pods, as many at a time as may be unavailable.</summary>
    private void Roll(Stored set, string hash)
    {
        if (set.Json.Text("spec.updateStrategy.type") == "OnDelete")
            return;

        var nodes = plane.Region.NodeNames.Count;
        var limit = RolloutPlan.Resolve(
            set.Json.At("spec.updateStrategy.rollingUpdate.maxUnavailable"),
            nodes,
            roundUp: true
        );
        var pods = Pods(set);
        var spare = Math.Max(1, limit) - (nodes - pods.Count(pod => pod.IsReady() && !pod.IsBeingDeleted));
        var old = pods.Where(pod => !pod.IsBeingDeleted && pod.Label(TemplateHistory.Label) != hash).ToArray();

        // Pods that are not ready go first, because they serve nobody.
        foreach (
            var pod in old.Where(pod => !pod.IsReady()).Concat(old.Where(pod => pod.IsReady()).Take(Math.Max(0, spare)))
        )
        {
            plane.Objects.Delete(pod.Key, new DeleteOptions());
            plane.Events.Normal(set, Component, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
        }
    }

    private void CreatePod(Stored set, string node, string hash)
    {
        var pod = PodTemplate.NewPod(set.Json.At("spec.template"), Owners.Reference(set));
        pod.Ensure("metadata")["generateName"] = $"{set.Name}-";
        pod.Ensure("metadata.labels")[TemplateHistory.Label] = hash;
        pod.Ensure("spec")["nodeName"] = node;
        try
        {
            var created = plane.Objects.Create(plane.Kinds["", "Pod"], set.Namespace, pod, WriteOptions.Internal);
            plane.Events.Normal(set, Component, "SuccessfulCreate", $"Created pod: {created.Name}");
        }
        catch (ApiFailure refusal)
        {
            plane.Events.Warning(set, Component, "FailedCreate", $"Error creating: {refusal.Message}");
            plane.After(plane.Seconds(5), () => plane.Enqueue(this, set.Key));
        }
    }

    private void WriteStatus(Stored set, string hash)
    {
        var nodes = plane.Region.NodeNames.Count;
        var pods = Pods(set).Where(pod => pod.IsActive()).ToArray();
        var availability = new Availability(plane, set.Json.Number("spec.minReadySeconds") ?? 0);
        availability.LookAgain(this, set.Key, pods);
        var available = pods.Count(availability.Holds);
        plane.Objects.Update(
            set.Key,
            WriteOptions.InternalStatus,
            json =>
            {
                var status = json.Ensure("status");
                status["currentNumberScheduled"] = pods.Length;
                status["numberMisscheduled"] = 0;
                status["desiredNumberScheduled"] = nodes;
                status["numberReady"] = pods.Count(pod => pod.IsReady());
                status["observedGeneration"] = json.Long("metadata.generation");
                status.SetCount("updatedNumberScheduled", pods.Count(pod => pod.Label(TemplateHistory.Label) == hash));
                status.SetCount("numberAvailable", available);
                status.SetCount("numberUnavailable", nodes - available);
                return json;
            }
        );
    }
}
