using Clusters.Calls;
using Clusters.Locks;
using Foundation.Failures;
using Foundation.Timing;
using Releases.Fleets;
using Releases.Records;
using Releases.Regions;

namespace Releases.Histories;

/// <summary>Reads what the regions remember of their runs, all at the same time. It changes nothing.</summary>
/// <param name="clusters">The regions' clusters.</param>
/// <param name="fleet">The fleet.</param>
/// <param name="reader">Who reads: sees whether a run of the same machine is no more.</param>
/// <param name="time">The clock.</param>
public sealed class HistorySurvey(ClusterPool clusters, Fleet fleet, LockHolder reader, TimeProvider time)
{
    /// <summary>The time limit of one region, its credentials included.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Reads the regions. A region that cannot be read does not delay the others.</summary>
    public async Task<FleetHistory> ReadAsync(IReadOnlyList<Region> regions, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(regions.Select(region => ReadAsync(region, cancellationToken)));
        return new FleetHistory(
            time.GetUtcNow(),
            [.. regions.Select(region => region.Name)],
            [.. read.SelectMany(reading => reading.Entries).OrderByDescending(entry => entry.Moment)],
            [.. read.Select(reading => reading.Unread).OfType<UnreadRegion>()]
        );
    }

    private async Task<(IReadOnlyList<HistoryEntry> Entries, UnreadRegion? Unread)> ReadAsync(
        Region region,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var cluster = await clusters.ConnectAsync(region, either.Token);
            return (await EntriesAsync(cluster, either.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unread(region, $"it could not be read within {DurationText.OfLimit(Limit)}");
        }
        catch (UsageException exception)
        {
            return Unread(region, string.Join("; ", exception.Problems));
        }
        catch (ReleaseException exception)
        {
            return Unread(region, exception.Message, exception.NextStep);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A bug of this tool, or a server that does not speak Kubernetes, spoils this region's history only.
            return Unread(
                region,
                $"unexpected: {exception.Message.ReplaceLineEndings(" ")}",
                "this is a bug of the release tool: report it"
            );
        }
    }

    private async Task<IReadOnlyList<HistoryEntry>> EntriesAsync(
        RegionCluster cluster,
        CancellationToken cancellationToken
    )
    {
        var history = new RegionHistory(cluster, fleet.Migration.Job);
        var first = await history.ReadAsync(cancellationToken);
        // The clocks of two machines need not agree: a lock that seems to have expired is watched for a moment.
        var held = first.Any(IsOpen) ? await DeployLock.WatchHolderAsync(cluster, time, cancellationToken) : null;
        // One that let go of its lock between the two questions had noted its end before. It is no killed run.
        var entries = first.Any(entry => IsOpen(entry) && !HoldsLock(entry))
            ? await history.ReadAsync(cancellationToken)
            : first;
        return
        [
            .. entries.Select(entry =>
                entry with
                {
                    Region = cluster.Region,
                    IsUnderWay = IsOpen(entry) && (HoldsLock(entry) || !first.Any(entry.IsSameRun)),
                }
            ),
        ];

        bool HoldsLock(HistoryEntry entry) =>
            held is not null
            && entry.IsOf(held.Holder)
            && (held.IsRenewed || held.Expires > time.GetUtcNow())
            && !reader.IsDeadNeighbour(held.Holder);
    }

    private static bool IsOpen(HistoryEntry entry) => entry.Outcome == Outcome.Running;

    private static (IReadOnlyList<HistoryEntry>, UnreadRegion?) Unread(
        Region region,
        string problem,
        string? nextStep = null
    ) => ([], new UnreadRegion(region.Name, problem, nextStep));
}
