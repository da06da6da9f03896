using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// Runs a Job's pods until enough of them succeed or too many fail (k8s.io/kubernetes, pkg/controller/job).
/// </summary>
internal sealed class JobController(ControlPlane plane) : IController
{
    private const string Component = "job-controller";
    private const string Started = "started";
    private const int FirstRetrySeconds = 10;
    private const int LongestRetrySeconds = 600;

    private ResourceKind Kind => plane.Kinds["batch", "Job"];

    public void Observe(StoreChange change) => plane.Notice(this, Kind, change);

    public void Reconcile(ObjectKey key)
    {
        if (plane.Store.Get(key) is not { IsBeingDeleted: false } job)
            return;

        if (IsFinished(job.Json["status"]))
        {
            ExpireLater(job);
            return;
        }

        Start(job);
        var state = new JobTally(job, plane.Store.Owned(job, plane.Kinds["", "Pod"]));
        if (Failure(job, state) is var (reason, message) && reason is not null)
            Fail(job, state, reason, message);
        else if (state.Succeeded >= state.Completions)
            Complete(job, state);
        else
            Continue(job, state);
    }

    private static bool IsFinished(JsonNode? status) =>
        Conditions.IsTrue(status, "Complete") || Conditions.IsTrue(status, "Failed");

    private void Start(Stored job)
    {
        if (job.Json.At("status.startTime") is not null || job.Json.Flag("spec.suspend"))
            return;

        WriteStatus(job, status => status["startTime"] = plane.Now.ToSeconds());
        plane.Moments.Mark(job.Uid, Started, plane.Now);
        if (job.Json.Number("spec.activeDeadlineSeconds") is { } seconds)
            plane.After(plane.Seconds(seconds), () => plane.Enqueue(this, job.Key));
    }

    private (string? Reason, string Message) Failure(Stored job, JobTally state)
    {
        if (state.PastBackOffLimit)
            return ("BackoffLimitExceeded", "Job has reached the specified backoff limit");

        var started = plane.Moments.Of(job.Uid, Started, plane.Store.Get(job.Key)!.Json.Moment("status.startTime"));
        return
            job.Json.Number("spec.activeDeadlineSeconds") is { } seconds
            && started + plane.Seconds(seconds) <= plane.Now
            ? ("DeadlineExceeded", "Job was active longer than specified deadline")
            : (null, "");
    }

    private void Continue(Stored job, JobTally state)
    {
        WriteStatus(job, state.WriteTo);
        if (job.Json.Flag("spec.suspend") || state.Missing == 0)
            return;

        if (state.LastFailure is { } failed && failed + RetryAfter(state.Failed) is var due && due > plane.Now)
        {
            plane.After(due - plane.Now, () => plane.Enqueue(this, job.Key));
            return;
        }

        for (var missing = state.Missing; missing > 0; missing--)
            CreatePod(job);
    }

    /// <summary>How long the Job waits after a failure: 10 seconds, doubled each time, up to ten minutes.</summary>
    private TimeSpan RetryAfter(int failures) =>
        plane.Seconds(Math.Min(LongestRetrySeconds, FirstRetrySeconds * Math.Pow(2, failures - 1)));

    private void CreatePod(Stored job)
    {
        var pod = PodTemplate.NewPod(job.Json.At("spec.template"), Owners.Reference(job));
        pod.Ensure("metadata")["generateName"] = $"{job.Name}-";
        try
        {
            var created = plane.Objects.Create(plane.Kinds["", "Pod"], job.Namespace, pod, WriteOptions.Internal);
            plane.Events.Normal(job, Component, "SuccessfulCreate", $"Created pod: {created.Name}");
        }
        catch (ApiFailure refusal)
        {
            plane.Events.Warning(job, Component, "FailedCreate", $"Error creating: {refusal.Message}");
            plane.After(plane.Seconds(FirstRetrySeconds), () => plane.Enqueue(this, job.Key));
        }
    }

    private void Complete(Stored job, JobTally state)
    {
        WriteStatus(
            job,
            status =>
            {
                state.WriteTo(status);
                Finish(status, "Complete", null, null);
                status["completionTime"] = plane.Now.ToSeconds();
            }
        );
        plane.Events.Normal(job, Component, "Completed", "Job completed");
    }

    private void Fail(Stored job, JobTally state, string reason, string message)
    {
        foreach (var pod in state.Active)
        {
            plane.Objects.Delete(pod.Key, new DeleteOptions());
            plane.Events.Normal(job, Component, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
        }

        WriteStatus(
            job,
            status =>
            {
                state.WriteTo(status);
                status.SetCount("active", 0);
                status.SetCount("ready", 0);
                status.SetCount("failed", state.Failed + state.Active.Count);
                Finish(status, "Failed", reason, message);
            }
        );
        plane.Events.Warning(job, Component, reason, message);
    }

    private void Finish(JsonObject status, string type, string? reason, string? message) =>
        Conditions.Set(status, type, true, reason, message, plane.Now).Default("lastProbeTime", plane.Now.ToSeconds());

    private void ExpireLater(Stored job)
    {
        if (job.Json.Number("spec.ttlSecondsAfterFinished") is not { } seconds)
            return;

        var finished = job
            .Json.Items("status.conditions")
            .Select(condition => condition.Moment("lastTransitionTime"))
            .Max();
        var due = finished + plane.Seconds(seconds);
        if (due > plane.Now)
            plane.After(due.Value - plane.Now, () => plane.Enqueue(this, job.Key));
        else
            plane.Objects.Delete(job.Key, new DeleteOptions(Propagation.Foreground, Uid: job.Uid));
    }

    private void WriteStatus(Stored job, Action<JsonObject> write) =>
        plane.Objects.Update(
            job.Key,
            WriteOptions.InternalStatus,
            json =>
            {
                write(json.Ensure("status"));
                return json;
            }
        );
}
