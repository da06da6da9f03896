using System.Collections.Concurrent;
using Releases.Workloads;

namespace Releases.Rollout;

/// <summary>How long ago a run has set the images of each workload of a region.</summary>
/// <param name="time">The clock.</param>
public sealed class ChangeAges(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long> _changed = [];

    /// <summary>Notes that a workload is changed now.</summary>
    public void Note(Workload workload) => _changed[workload.ToString()] = time.GetTimestamp();

    /// <summary>
    /// The time since a workload's last change. <see langword="null"/> when this run has not changed the workload.
    /// </summary>
    public TimeSpan? Of(Workload workload) =>
        _changed.TryGetValue(workload.ToString(), out var changed) ? time.GetElapsedTime(changed) : null;
}
