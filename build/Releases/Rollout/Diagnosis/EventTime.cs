using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>When an event was seen last. Reporters fill in different fields for it.</summary>
internal static class EventTime
{
    /// <summary>The time. An event without a time counts as the earliest of all.</summary>
    public static DateTime Of(Corev1Event entry) =>
        entry.LastTimestamp ?? entry.EventTime ?? entry.FirstTimestamp ?? DateTime.MinValue;
}
