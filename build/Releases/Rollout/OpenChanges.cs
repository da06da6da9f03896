using System.Collections.Concurrent;
using Clusters.Calls;
using Releases.Workloads;

namespace Releases.Rollout;

/// <summary>
/// The changes of a region's workloads that were sent and have no answer. Each may arrive at any time. A workload that
/// has its images shows that its change has arrived. A workload without them proves nothing.
/// </summary>
public sealed class OpenChanges
{
    private readonly ConcurrentDictionary<string, OpenChange> _open = [];

    /// <summary>The workloads whose last change may still arrive, by name.</summary>
    public IReadOnlyList<string> Workloads =>
        [.. _open.Values.Select(change => change.Workload).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether any change was sent, with whatever answer.</summary>
    public bool HasSent { get; private set; }

    /// <summary>
    /// What is unknown because of the open changes, in words. <see langword="null"/> when no change is open.
    /// </summary>
    public string? Words =>
        Workloads is { Count: > 0 } names
            ? $"the answer to the last change of {string.Join(", ", names)} did not come"
            : null;

    /// <summary>Sends a change. The change stays open when nothing tells whether it has arrived.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="containers">The containers that change, with the images that they get.</param>
    /// <param name="arrived">Called once when <see cref="See"/> finds that the change has arrived after all.</param>
    /// <param name="send">Sends the change.</param>
    public async Task SendAsync(
        Workload workload,
        IReadOnlyList<WorkloadContainer> containers,
        Action arrived,
        Func<Task> send
    )
    {
        HasSent = true;
        var name = $"{workload}: {string.Join(", ", containers)}";
        // A first try may still be on its way. The answer to a second try settles it only when both set the same
        // images.
        var isFirst = _open.TryAdd(name, new OpenChange(workload.ToString(), containers, arrived));
        try
        {
            await send();
        }
        catch (Exception exception) when (isFirst && HasNotHappened(exception))
        {
            _open.TryRemove(name, out _);
            throw;
        }
        _open.TryRemove(name, out _);
    }

    /// <summary>Looks at a workload as it is in the cluster. A change that the workload shows has arrived.</summary>
    public void See(Workload workload)
    {
        foreach (var (name, change) in _open)
        {
            if (change.IsOn(workload) && _open.TryRemove(name, out _))
                change.Arrived();
        }
    }

    private static bool HasNotHappened(Exception exception) =>
        exception is ClusterUnreachableException or ApiRefusalException or OperationCanceledException
        && !ChangeOutcome.IsUnknown(exception);

    private sealed record OpenChange(string Workload, IReadOnlyList<WorkloadContainer> Containers, Action Arrived)
    {
        public bool IsOn(Workload workload) =>
            workload.ToString() == Workload && Containers.All(workload.Containers.Contains);
    }
}
