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
    private const string Suspended = "Suspended";
    private const string FailureTarget = "FailureTarget";
    private const int FirstRetrySeconds = 10;
    private const int LongestRetrySeconds = 600;

    private readonly JobConditions _conditions = new(plane);
    private readonly CountedFailures _failures = new(plane);

    private ResourceKind Kind => plane.Kinds["batch", "Job"];

    public void Observe(StoreChange change)
    {
        _failures.Observe(change);
        plane.Notice(this, Kind, change);
    }

    public void Reconcile(ObjectKey key)
    {
        if (plane.Store.Get(key) is not { IsBeingDeleted: false } job || FinishedJobs.IsFinished(job))
            return;

        Start(job);
        var pods = plane.Store.Owned(job, plane.Kinds["", "Pod"]);
        var state = new JobTally(job, pods, _failures.Of(job), plane.Region.Version.Minor);
        if (Conditions.Find(job.Json["status"], FailureTarget) is { } target)
            Fail(job, state, target.Text("reason")!, target.Text("message")!);
        else if (Failure(job, state) is var (reason, message) && reason is not null)
            Fail(job, state, reason, message);
        else if (state.Succeeded >= state.Completions)
            Complete(job, state);
        else
            Continue(job, state);
    }

    /// <summary>Starts the clock of the Job's time, at the Job's start and again when the Job is resumed.</summary>
    private void Start(Stored job)
    {
        var wasSuspended = Conditions.IsTrue(job.Json["status"], Suspended);
        if (IsSuspended(job) || (job.Json.At("status.startTime") is not null && !wasSuspended))
            return;

        WriteStatus(
            job,
            status =>
            {
                status["startTime"] = plane.Now.ToSeconds();
                if (wasSuspended)
                    _conditions.Set(status, Suspended, "JobResumed", "Job resumed", holds: false);
            }
        );
        if (wasSuspended)
            plane.Events.Normal(job, Component, "Resumed", "Job resumed");

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
            !IsSuspended(job)
            && job.Json.Number("spec.activeDeadlineSeconds") is { } seconds
            && started + plane.Seconds(seconds) <= plane.Now
            ? ("DeadlineExceeded", "Job was active longer than specified deadline")
            : (null, "");
    }

    private void Continue(Stored job, JobTally state)
    {
        if (IsSuspended(job))
        {
            Suspend(job, state);
            return;
        }

        WriteStatus(job, status => state.WriteTo(status));
        if (state.Missing == 0)
            return;

        if (state.LastFailure is { } failed && failed + RetryAfter(state.Failed) is var due && due > plane.Now)
        {
            plane.After(due - plane.Now, () => plane.Enqueue(this, job.Key));
            return;
        }

        for (var missing = state.Missing; missing > 0; missing--)
            CreatePod(job);
    }

    internal static bool IsSuspended(Stored job) => job.Json.Flag("spec.suspend");

    /// <summary>Deletes the pods of a suspended Job. They count neither as succeeded nor as failed.</summary>
    private void Suspend(Stored job, JobTally state)
    {
        DeletePods(job, state);
        var isNews = !Conditions.IsTrue(job.Json["status"], Suspended);
        WriteStatus(
            job,
            status =>
            {
                state.WriteTo(status);
                status.SetCount("active", 0);
                status.SetCount("ready", 0);
                _conditions.Set(status, Suspended, "JobSuspended", "Job suspended");
            }
        );
        if (isNews)
            plane.Events.Normal(job, Component, "Suspended", "Job suspended");
    }

    private void DeletePods(Stored job, JobTally state)
    {
        foreach (var pod in state.Active)
        {
            plane.Objects.Delete(pod.Key, new DeleteOptions());
            plane.Events.Normal(job, Component, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
        }
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
                _conditions.Finish(
                    job,
                    status,
                    "Complete",
                    "SuccessCriteriaMet",
                    _conditions.HasTargets ? "CompletionsReached" : null,
                    _conditions.HasTargets ? "Reached expected number of succeeded pods" : null
                );
                status["completionTime"] = plane.Now.ToSeconds();
            }
        );
        plane.Events.Normal(job, Component, "Completed", "Job completed");
    }

    /// <summary>
    /// Ends the pods, and then the Job. From 1.31 on the Job fails only when its pods are gone (Kubernetes
    /// documentation, "Jobs", "Termination of Job pods").
    /// </summary>
    private void Fail(Stored job, JobTally state, string reason, string message)
    {
        DeletePods(job, state);
        var waits =
            _conditions.HasTargets
            && plane.Store.Owned(job, plane.Kinds["", "Pod"]).Any(pod => pod.IsBeingDeleted && !pod.IsFinished());
        WriteStatus(
            job,
            status =>
            {
                state.WriteTo(status);
                status.SetCount("active", 0);
                status.SetCount("ready", 0);
                status.SetCount("failed", state.Failed + state.Active.Count);
                if (waits)
                    _conditions.Set(status, FailureTarget, reason, message);
                else
                    _conditions.Finish(job, status, "Failed", FailureTarget, reason, message);
            }
        );
        if (!waits)
            plane.Events.Warning(job, Component, reason, message);
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
