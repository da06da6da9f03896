using Drill.Engine;
using Drill.Json;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// The pods of each Job that were counted as failed. From 1.26 on the controller keeps a finalizer on each pod until it
/// has counted the pod, so every pod is counted. A pod that is deleted before it has succeeded counts as failed at
/// once, unless the Job has <c>podReplacementPolicy: Failed</c> (k8s.io/kubernetes, pkg/controller/job, isPodFailed).
/// </summary>
internal sealed class CountedFailures(ControlPlane plane)
{
    private const int FirstWithTracking = 26;

    private readonly Dictionary<string, HashSet<string>> _byJob = new(StringComparer.Ordinal);

    /// <summary>The uids of a Job's pods that count as failed. Null where only existing pods count.</summary>
    public HashSet<string>? Of(Stored job)
    {
        // Pods that are deleted because their Job is suspended are no failures.
        if (plane.Region.Version.Minor < FirstWithTracking || JobController.IsSuspended(job))
            return null;

        if (!_byJob.TryGetValue(job.Uid, out var failures))
            _byJob[job.Uid] = failures = new(StringComparer.Ordinal);
        return failures;
    }

    /// <summary>Counts a pod that has failed or is being deleted, before it is gone.</summary>
    public void Observe(StoreChange change)
    {
        var pod = change.Object;
        if (
            !pod.Kind.Is("", "Pod")
            || pod.Controller.Text("kind") != "Job"
            || plane.Store.Get(new(plane.Kinds["batch", "Job"], pod.Namespace, pod.Controller.Text("name")!))
                is not { IsBeingDeleted: false } job
            || job.Uid != pod.Controller.Text("uid")
            || FinishedJobs.IsFinished(job)
        )
            return;

        if (HasFailed(job, pod, change.Type == ChangeType.Deleted))
            Of(job)?.Add(pod.Uid);
    }

    private bool HasFailed(Stored job, Stored pod, bool isGone) =>
        pod.Phase() == "Failed"
        || (
            (isGone || pod.IsBeingDeleted)
            && pod.Phase() != "Succeeded"
            && !JobTally.AwaitsEnds(job, plane.Region.Version.Minor)
        );
}
