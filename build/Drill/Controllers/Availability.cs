using Drill.Engine;
using Drill.Storage;

namespace Drill.Controllers;

/// <summary>When a ready pod counts as available: after it has been ready for <c>minReadySeconds</c>.</summary>
internal sealed class Availability(ControlPlane plane, int minReadySeconds)
{
    /// <summary>The name of the moment at which a pod became ready.</summary>
    public const string Ready = "ready";

    public bool Holds(Stored pod) => Remaining(pod) <= TimeSpan.Zero;

    /// <summary>Queues the controller for the moment when the next ready pod becomes available.</summary>
    public void LookAgain(IController controller, ObjectKey key, IEnumerable<Stored> pods)
    {
        var waits = pods.Where(pod => pod.IsReady()).Select(Remaining).Where(wait => wait > TimeSpan.Zero).ToArray();
        if (waits.Length > 0)
            plane.After(waits.Min(), () => plane.Enqueue(controller, key));
    }

    private TimeSpan Remaining(Stored pod)
    {
        if (plane.Moments.Of(pod.Uid, Ready, pod.ReadySince()) is not { } since)
            return TimeSpan.MaxValue;

        return minReadySeconds == 0 ? TimeSpan.Zero : since + plane.Seconds(minReadySeconds) - plane.Now;
    }
}
