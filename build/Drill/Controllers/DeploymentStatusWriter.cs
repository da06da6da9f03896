using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// Writes a Deployment's status and judges its progress (k8s.io/kubernetes, pkg/controller/deployment/progress.go).
/// </summary>
internal sealed class DeploymentStatusWriter(ControlPlane plane)
{
    public const string Component = "deployment-controller";

    private const string Progressing = "Progressing";
    private const string Complete = "NewReplicaSetAvailable";
    private const string TimedOut = "ProgressDeadlineExceeded";

    /// <summary>Writes the progress condition for a new ReplicaSet.</summary>
    public void NoteNewSet(ObjectKey key, string setName) =>
        plane.Objects.Update(
            key,
            WriteOptions.InternalStatus,
            json =>
            {
                Progress(json, true, "NewReplicaSetCreated", $"Created new replica set \"{setName}\"");
                return json;
            }
        );

    /// <returns>Whether the rollout is complete.</returns>
    public bool Write(RolloutPlan rollout, Stored? current, IReadOnlyList<Stored> sets)
    {
        var complete = false;
        plane.Objects.Update(
            rollout.Deployment.Key,
            WriteOptions.InternalStatus,
            json =>
            {
                var before = ((JsonObject)json["status"]!).Copy();
                var status = json.Ensure("status");
                Count(rollout, current, sets, status);
                // DeploymentPodReplacementPolicy is on by default from 1.35 on.
                if (plane.Region.Version.Minor >= 35)
                    status["terminatingReplicas"] = sets.Sum(set => set.Json.Number("status.terminatingReplicas") ?? 0);
                complete = IsComplete(rollout, status);
                SetAvailable(rollout, status);
                Judge(rollout, current, before, json, complete);
                CopyFailure(current, sets, status);
                status["observedGeneration"] = rollout.Deployment.Json.Long("metadata.generation");
                return json;
            }
        );
        return complete;
    }

    /// <summary>Queues the controller for the end of the progress deadline.</summary>
    public void WatchDeadline(IController controller, ObjectKey key)
    {
        if (plane.Store.Get(key) is not { } deployment || Deadline(deployment.Json) is not { } deadline)
            return;

        if (deadline > plane.Now)
            plane.After(deadline - plane.Now, () => plane.Enqueue(controller, key));
    }

    private static void Count(RolloutPlan rollout, Stored? current, IReadOnlyList<Stored> sets, JsonObject status)
    {
        var available = Sum("status.availableReplicas");
        status.SetCount("replicas", Sum("status.replicas"));
        status.SetCount("updatedReplicas", current?.Json.Number("status.replicas") ?? 0);
        status.SetCount("readyReplicas", Sum("status.readyReplicas"));
        status.SetCount("availableReplicas", available);
        status.SetCount("unavailableReplicas", Math.Max(0, Sum("spec.replicas") - available));

        int Sum(string path) => sets.Sum(set => set.Json.Number(path) ?? 0);
    }

    private static bool IsComplete(RolloutPlan rollout, JsonObject status) =>
        Number(status, "updatedReplicas") == rollout.Replicas
        && Number(status, "replicas") == rollout.Replicas
        && Number(status, "availableReplicas") == rollout.Replicas;

    private void SetAvailable(RolloutPlan rollout, JsonObject status)
    {
        var enough = Number(status, "availableReplicas") >= rollout.Replicas - rollout.MaxUnavailable;
        var condition = Conditions.Set(
            status,
            "Available",
            enough,
            enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
            plane.Now
        );
        if (condition["lastUpdateTime"] is null || condition.Text("lastTransitionTime") == plane.Now.ToSeconds())
            condition["lastUpdateTime"] = plane.Now.ToSeconds();
    }

    private void Judge(RolloutPlan rollout, Stored? current, JsonObject before, JsonObject json, bool complete)
    {
        var name = current is null ? $"Deployment \"{rollout.Deployment.Name}\"" : $"ReplicaSet \"{current.Name}\"";
        var status = json.Ensure("status");
        var condition = Conditions.Find(status, Progressing);
        var settled =
            Number(status, "replicas") == Number(status, "updatedReplicas") && condition.Text("reason") == Complete;
        if (settled)
            return;

        if (complete)
            Progress(json, true, Complete, $"{name} has successfully progressed.");
        else if (HasProgressed(before, status))
            Progress(json, true, "ReplicaSetUpdated", $"{name} is progressing.");
        else if (IsTimedOut(rollout, condition))
            Progress(json, false, TimedOut, $"{name} has timed out progressing.");
    }

    private static bool HasProgressed(JsonObject before, JsonObject after) =>
        Number(after, "updatedReplicas") > Number(before, "updatedReplicas")
        || Number(after, "replicas") - Number(after, "updatedReplicas")
            < Number(before, "replicas") - Number(before, "updatedReplicas")
        || Number(after, "readyReplicas") > Number(before, "readyReplicas")
        || Number(after, "availableReplicas") > Number(before, "availableReplicas");

    private bool IsTimedOut(RolloutPlan rollout, JsonObject? condition)
    {
        if (condition is null || rollout.IsPaused || condition.Text("reason") is Complete or TimedOut)
            return false;

        return LastProgress(rollout.Deployment.Json) + plane.Seconds(rollout.ProgressDeadlineSeconds) <= plane.Now;
    }

    private DateTimeOffset? Deadline(JsonObject deployment)
    {
        var condition = Conditions.Find(deployment["status"], Progressing);
        if (condition is null || condition.Text("reason") is Complete or TimedOut || deployment.Flag("spec.paused"))
            return null;

        return LastProgress(deployment) + plane.Seconds(deployment.Number("spec.progressDeadlineSeconds") ?? 600);
    }

    private void CopyFailure(Stored? current, IEnumerable<Stored> sets, JsonObject status)
    {
        var failure = new[] { current }
            .Concat(sets)
            .Select(set => Conditions.Find(set?.Json["status"], "ReplicaFailure"))
            .FirstOrDefault(found => found is not null);
        if (failure is null)
        {
            Conditions.Remove(status, "ReplicaFailure");
            return;
        }

        var condition = Conditions.Set(
            status,
            "ReplicaFailure",
            true,
            failure.Text("reason"),
            failure.Text("message"),
            plane.Now
        );
        condition.Default("lastUpdateTime", failure.Text("lastTransitionTime"));
    }

    private void Progress(JsonObject deployment, bool value, string reason, string message)
    {
        Conditions.Set(deployment.Ensure("status"), Progressing, value, reason, message, plane.Now)["lastUpdateTime"] =
            plane.Now.ToSeconds();
        plane.Moments.Mark(deployment.Text("metadata.uid")!, Progressing, plane.Now);
    }

    private DateTimeOffset? LastProgress(JsonObject deployment) =>
        plane.Moments.Of(
            deployment.Text("metadata.uid")!,
            Progressing,
            Conditions.Find(deployment["status"], Progressing).Moment("lastUpdateTime")
        );

    private static int Number(JsonObject status, string name) => status.Number(name) ?? 0;
}
