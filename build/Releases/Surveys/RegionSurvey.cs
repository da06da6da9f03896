using Clusters.Calls;
using Clusters.Locks;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Rollout;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Surveys;

/// <summary>Reads what one region runs. It changes nothing.</summary>
/// <param name="region">The region.</param>
/// <param name="cluster">The region's cluster.</param>
/// <param name="fleet">The fleet's rules.</param>
/// <param name="repository">The images' repository with its registry.</param>
/// <param name="page">Reads live pages.</param>
/// <param name="time">The clock.</param>
internal sealed class RegionSurvey(
    Region region,
    RegionCluster cluster,
    Fleet fleet,
    string repository,
    LivePage page,
    TimeProvider time
)
{
    private readonly List<string> _unread = [];

    /// <exception cref="ReleaseException">The cluster does not answer, or refuses to show its workloads.</exception>
    public async Task<RegionReading> ReadAsync(CancellationToken cancellationToken)
    {
        var lists = new RegionLists(cluster);
        var rules = Task.WhenAll(fleet.Workloads.Select(rule => lists.OfRuleAsync(rule, cancellationToken)));
        var held = OrNothingAsync(() => DeployLock.WatchHolderAsync(cluster, time, cancellationToken));
        var job = OrNothingAsync(() => new MigrationJobs(cluster, fleet.Migration.Job).FindAsync(cancellationToken));
        var note = OrNothingAsync(() =>
            new MigrationNoteStore(cluster, fleet.Migration.Job).ReadAsync(cancellationToken)
        );
        var shown = ReadPageAsync(cancellationToken);
        await Task.WhenAll(rules, held, job, note, shown);
        var states = await WithPodsAsync(await rules, lists, cancellationToken);
        var selected = fleet.Workloads.Zip(
            states.Select(rule => (IReadOnlyList<Workload>)[.. rule.Select(state => state.Workload)])
        );
        return new RegionReading(
            RegionWorkloads.Of(cluster.Region, selected, repository),
            states.SelectMany(rule => rule).DistinctBy(NameOf).ToDictionary(NameOf),
            cluster.Kubectl
        )
        {
            Lock = await held,
            Migration = await job is { } found ? MigrationStatus.Of(found) : null,
            Migrated = await note,
            Page = await shown,
            Unread = [.. _unread],
        };
    }

    private static string NameOf(WorkloadState state) => state.Workload.ToString();

    // Pods are the largest list to read, and a healthy region's health does not need them.
    private static async Task<IReadOnlyList<WorkloadState[]>> WithPodsAsync(
        RegionState[] rules,
        RegionLists lists,
        CancellationToken cancellationToken
    )
    {
        WorkloadState[][] states = [.. rules.Select(rule => rule.Workloads().ToArray())];
        if (states.All(rule => rule.All(state => state.Status.HasAllPods)))
            return states;
        var pods = await lists.OfPodsAsync(cancellationToken);
        return [.. rules.Select(rule => rule.WithPodsOf(pods).Workloads().ToArray())];
    }

    private async Task<LivePageReading?> ReadPageAsync(CancellationToken cancellationToken) =>
        region.Url is { } url ? await page.ReadAsync(url, fleet.PagePattern, time, cancellationToken) : null;

    // A user who may read workloads may lack the permission for leases or Jobs. That says nothing about the region.
    private async Task<T?> OrNothingAsync<T>(Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (ReleaseException exception)
        {
            lock (_unread)
                _unread.Add(exception.Message);
            return null;
        }
    }
}
