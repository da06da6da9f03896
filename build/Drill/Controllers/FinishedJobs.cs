using Drill.Engine;
using Drill.Json;
using Drill.Registry;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>
/// Removes finished Jobs and their pods after <c>ttlSecondsAfterFinished</c> (k8s.io/kubernetes,
/// pkg/controller/ttlafterfinished).
/// </summary>
internal sealed class FinishedJobs(ControlPlane plane) : IController
{
    /// <summary>The name of the moment at which a Job ended.</summary>
    public const string Finished = "finished";

    public static bool IsFinished(Stored job) => EndOf(job) is not null;

    public void Observe(StoreChange change)
    {
        if (change.Object.Kind.Is("batch", "Job"))
            plane.Enqueue(this, change.Object.Key);
    }

    public void Reconcile(ObjectKey key)
    {
        if (
            plane.Store.Get(key) is not { IsBeingDeleted: false } job
            || job.Json.Number("spec.ttlSecondsAfterFinished") is not { } seconds
            || plane.Moments.Of(job.Uid, Finished, EndOf(job)) is not { } end
        )
            return;

        var due = end + plane.Seconds(seconds);
        if (due > plane.Now)
            plane.After(due - plane.Now, () => plane.Enqueue(this, key));
        else
            plane.Objects.Delete(key, new DeleteOptions(Propagation.Foreground, Uid: job.Uid));
    }

    private static DateTimeOffset? EndOf(Stored job) =>
        new[] { "Complete", "Failed" }
            .Where(type => Conditions.IsTrue(job.Json["status"], type))
            .Select(type => Conditions.Find(job.Json["status"], type).Moment("lastTransitionTime"))
            .FirstOrDefault();
}
