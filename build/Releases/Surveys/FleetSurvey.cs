using Foundation.Failures;
using Foundation.Timing;
using Releases.Fleets;
using Releases.Regions;
using Releases.Rollout;
using Releases.Schemas;

namespace Releases.Surveys;

/// <summary>Reads what the regions of a fleet run, all at the same time. It changes nothing.</summary>
/// <param name="clusters">The regions' clusters.</param>
/// <param name="fleet">The fleet's rules.</param>
/// <param name="repository">The images' repository with its registry.</param>
/// <param name="page">Reads live pages.</param>
/// <param name="time">The clock.</param>
public sealed class FleetSurvey(ClusterPool clusters, Fleet fleet, string repository, LivePage page, TimeProvider time)
{
    /// <summary>The time limit of one region, its credentials included.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Asks the regions' databases. <see langword="null"/> asks none. The questions take their own time, beyond the
    /// limit.
    /// </summary>
    public SchemaSurvey? Schemas { get; init; }

    /// <summary>Reads the regions. A region that cannot be read is unknown and does not delay the others.</summary>
    public async Task<FleetStatus> ReadAsync(IEnumerable<Region> regions, CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        return new FleetStatus(
            readAt,
            await Task.WhenAll(regions.Select(region => ReadWithSchemaAsync(region, cancellationToken)))
        );
    }

    private async Task<RegionStatus> ReadWithSchemaAsync(Region region, CancellationToken cancellationToken)
    {
        var status = await ReadAsync(region, cancellationToken);
        if (Schemas is null || status.Health == Health.Unknown)
            return status;
        var cluster = await clusters.ConnectAsync(region, cancellationToken);
        return status with
        {
            Database = await Schemas.ReadAsync(region, cluster, status.Version, null, cancellationToken),
        };
    }

    private async Task<RegionStatus> ReadAsync(Region region, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var cluster = await clusters.ConnectAsync(region, either.Token);
            var reading = await new RegionSurvey(region, cluster, fleet, repository, page, time).ReadAsync(
                either.Token
            );
            return RegionHealth.Of(region, reading, time.GetUtcNow());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RegionHealth.Unknown(region, $"it could not be read within {DurationText.OfLimit(Limit)}", null);
        }
        catch (UsageException exception)
        {
            return RegionHealth.Unknown(region, string.Join("; ", exception.Problems), null);
        }
        catch (ReleaseException exception)
        {
            return RegionHealth.Unknown(region, exception.Message, exception.NextStep);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A bug of this tool, or a server that does not speak Kubernetes, spoils this region's status only.
            return RegionHealth.Unknown(
                region,
                $"unexpected: {exception.Message.ReplaceLineEndings(" ")}",
                "this is a bug of the release tool: report it"
            );
        }
    }
}
