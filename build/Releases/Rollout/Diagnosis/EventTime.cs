using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>When an event was seen last, whichever of its fields its reporter fills in.</summary>
internal static class EventTime
{
    /// <summary>The time; the earliest of all when the event has none.</summary>
    public static DateTime Of(Corev1Event entry) =>
        entry.LastTimestamp ?? entry.EventTime ?? entry.FirstTimestamp ?? DateTime.MinValue;
}
