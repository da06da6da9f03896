using System.Collections.Concurrent;
using Clusters.Calls;
using Releases.Workloads;

namespace Releases.Rollout;

/// <summary>
/// The changes of a region's workloads that were sent and never answered. Each may arrive at any time, so that a
/// workload which does not have its images yet proves nothing; one that has them does.
/// </summary>
public sealed class OpenChanges
{
    private readonly ConcurrentDictionary<string, OpenChange> _open = [];

    /// <summary>The workloads whose last change may still arrive, in the order of their names.</summary>
    public IReadOnlyList<string> Workloads =>
        [.. _open.Values.Select(change => change.Workload).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What is not known because of them, in words; <see langword="null"/> when all are settled.</summary>
    public string? Words =>
        Workloads is { Count: > 0 } names
            ? $"the answer to the last change of {string.Join(", ", names)} did not come"
            : null;

    /// <summary>Sends a change, and keeps it as open when nothing tells whether it has arrived.</summary>
    /// <param name="workload">What is changed.</param>
    /// <param name="containers">The containers that change, with the images that they get.</param>
    /// <param name="arrived">Called once when <see cref="See"/> finds that it has arrived after all.</param>
    /// <param name="send">Sends it.</param>
    public async Task SendAsync(
        Workload workload,
        IReadOnlyList<WorkloadContainer> containers,
        Action arrived,
        Func<Task> send
    )
    {
        var name = $"{workload}: {string.Join(", ", containers)}";
        // The answer to a second try says nothing about a first one that is still on its way, unless both have the same
        // end.
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

    /// <summary>Takes note of a workload as it is in the cluster: a change that it shows has arrived.</summary>
    public void See(Workload workload)
    {
        foreach (var (name, change) in _open)
        {
            if (change.IsOn(workload) && _open.TryRemove(name, out _))
                change.Arrived();
        }
    }

    // A server that fails half way, and a connection that breaks, leave the question open.
    private static bool HasNotHappened(Exception exception) =>
        exception switch
        {
            ClusterUnreachableException unreachable => !unreachable.MayHaveHappened,
            ApiRefusalException refusal => !refusal.MayHaveHappened,
            UnansweredChangeException => false,
            OperationCanceledException => true,
            _ => false,
        };

    private sealed record OpenChange(string Workload, IReadOnlyList<WorkloadContainer> Containers, Action Arrived)
    {
        public bool IsOn(Workload workload) =>
            workload.ToString() == Workload && Containers.All(workload.Containers.Contains);
    }
}
