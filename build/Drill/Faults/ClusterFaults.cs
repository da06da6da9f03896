using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Faults;

/// <summary>Something has put a finalizer on the pods and never removes it, so deleted pods stay.</summary>
internal sealed class PodStuck : Fault
{
    private const string Finalizer = "example.com/backup";

    public override void Arm() => ChangeAll(finalizers => finalizers.Add(Finalizer));

    public override void Mutate(Stored created)
    {
        if (created.Kind.Is("", "Pod"))
            Change(created.Json, finalizers => finalizers.Add(Finalizer));
    }

    public override void Lift() => ChangeAll(finalizers => finalizers.RemoveAll(name => name == Finalizer));

    private void ChangeAll(Action<List<string>> change)
    {
        foreach (var pod in Plane.Store.List(Plane.Kinds["", "Pod"]).ToArray())
        {
            Plane.Objects.Update(
                pod.Key,
                WriteOptions.Internal,
                json =>
                {
                    Change(json, change);
                    return json;
                }
            );
        }
    }

    private static void Change(JsonObject pod, Action<List<string>> change)
    {
        var finalizers = (pod.At("metadata.finalizers") as JsonArray ?? []).Select(name => name.AsText()!).ToList();
        change(finalizers);
        var list = new JsonArray([.. finalizers.Select(name => JsonValue.Create(name))]);
        pod.Ensure("metadata").SetOrRemove("finalizers", list.Count == 0 ? null : list);
    }
}

/// <summary>
/// The pod of an admission webhook for all requests is gone, and its failure policy is to refuse (Kubernetes
/// documentation, "Dynamic Admission Control").
/// </summary>
internal class WebhookDown : Fault
{
    private const string Name = "validate.policy.example.com";
    private const string Call = "Post \"https://policy-webhook.policy.svc:443/validate?timeout=10s\"";

    protected virtual string Why => "no endpoints available for service \"policy-webhook\"";

    public override void Review(ObjectKey key, bool isNew, WriteOptions options)
    {
        // Requests of the cluster's own controllers are reviewed also. Such a webhook's rule names only objects that
        // run containers.
        var isAsked = key.Kind.Is("", "Pod") ? isNew : options.Manager is not null && RunsContainers(key.Kind);
        if (isAsked && !options.IsStatus)
            throw ApiFailure.WebhookFailed(Name, $"{Call}: {Why}");
    }

    private static bool RunsContainers(ResourceKind kind) =>
        kind.Group is "apps" or "batch" && kind.Name is not ("ReplicaSet" or "ControllerRevision");
}

/// <summary>
/// The webhook takes the call and does not answer. The server waits for the <c>timeoutSeconds</c> of the webhook's
/// configuration and then refuses the request.
/// </summary>
internal sealed class WebhookHangs : WebhookDown
{
    // The default of timeoutSeconds (Kubernetes documentation, "Dynamic Admission Control").
    private const double TimeoutSeconds = 10;

    protected override string Why => "context deadline exceeded";

    public override TimeSpan HangsFor(HttpContext context) =>
        context.Request.Method is "POST" or "PUT" or "PATCH"
        && context.Request.Path.Value is { } path
        && (
            path.StartsWith("/apis/apps/", StringComparison.Ordinal)
            || path.StartsWith("/apis/batch/", StringComparison.Ordinal)
        )
            ? Plane.Seconds(TimeoutSeconds)
            : TimeSpan.Zero;
}

/// <summary>
/// An autoscaler sees a growing load. At each look it asks for one more pod of each Deployment, up to twice as many as
/// there were.
/// </summary>
internal sealed class ReplicasChange : Fault
{
    // The default of kube-controller-manager's --horizontal-pod-autoscaler-sync-period.
    private const double LookSeconds = 15;

    private readonly Dictionary<ObjectKey, int> _former = [];
    private bool _lifted;

    public override void Arm()
    {
        foreach (var deployment in Deployments())
            _former[deployment.Key] = Replicas(deployment);

        Plane.After(Plane.Seconds(LookSeconds), Look);
    }

    public override void Lift()
    {
        _lifted = true;
        foreach (var deployment in Deployments())
        {
            if (_former.TryGetValue(deployment.Key, out var former))
                Scale(deployment, former);
        }
    }

    private void Look()
    {
        if (_lifted)
            return;

        foreach (var deployment in Deployments())
        {
            if (_former.TryGetValue(deployment.Key, out var former) && Replicas(deployment) < 2 * former)
                Scale(deployment, Replicas(deployment) + 1);
        }

        Plane.After(Plane.Seconds(LookSeconds), Look);
    }

    private Stored[] Deployments() =>
        [.. Plane.Store.List(Plane.Kinds["apps", "Deployment"]).Where(found => !found.IsBeingDeleted)];

    private static int Replicas(Stored deployment) => deployment.Json.Number("spec.replicas") ?? 1;

    private void Scale(Stored deployment, int replicas) =>
        Plane.Objects.Update(
            deployment.Key,
            WriteOptions.Internal,
            json =>
            {
                json.Ensure("spec")["replicas"] = replicas;
                return json;
            }
        );
}
