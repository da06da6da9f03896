using Pipeline.Running;
using Releases.Applying;
using Releases.Fleets;
using Releases.Records;
using Releases.Rollout.Lanes;

namespace Pipeline.Applying;

/// <summary>
/// Brings the manifests to the regions that differ from them: wave by wave, and to no further wave after a failure.
/// </summary>
internal sealed class ManifestRollout(ReleaseContext context, ApplyOrder order, IReadOnlyList<Region> changing)
{
    /// <summary>Applies them.</summary>
    /// <exception cref="LanesFailedException">Regions failed.</exception>
    public async Task RunAsync()
    {
        foreach (var region in context.Regions.Except(changing))
            Note(region, record => record with { Outcome = Outcome.Succeeded });
        foreach (var wave in context.Waves)
        {
            var ends = await Task.WhenAll(wave.Regions.Where(changing.Contains).Select(ApplyAsync));
            var failed = ends.OfType<Region>().ToArray();
            context.Cancelled.ThrowIfCancellationRequested();
            if (failed.Length > 0)
                throw new LanesFailedException(
                    $"apply failed in {string.Join(", ", failed.Select(region => region.Name))}"
                );
        }
    }

    // Returns the region when it failed.
    private async Task<Region?> ApplyAsync(Region region)
    {
        try
        {
            var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
            await new RegionApply(order, region, cluster).RunAsync(
                applied => Tell(region, applied),
                line => context.Say($"[{region.Name}] {line}"),
                context.Cancelled
            );
            Note(region, record => record with { Outcome = Outcome.Succeeded });
            return null;
        }
        catch (OperationCanceledException) when (context.Cancelled.IsCancellationRequested)
        {
            Note(region, record => record with { Outcome = Outcome.Interrupted });
            return region;
        }
        catch (Exception exception)
        {
            // What was applied before is on record. Other regions go on, after a bug of ours as well.
            Note(region, record => record with { Outcome = Outcome.Failed, Failure = LaneFailure.Of(exception, null) });
            return region;
        }
    }

    private void Tell(Region region, AppliedObject applied)
    {
        var change = applied.Change.ToString().ToLowerInvariant();
        context.Say($"[{region.Name}] {applied.Wanted.File}: {applied.Wanted} {change}");
        var entry = new ObjectRecord(applied.Wanted.Kind, applied.Wanted.Name, change);
        Note(region, record => record with { Objects = [.. record.Objects ?? [], entry] });
    }

    private void Note(Region region, Func<RegionRecord, RegionRecord> change) =>
        context.Record.Update(record =>
            record with
            {
                Regions = [.. record.Regions.Select(each => each.Name == region.Name ? change(each) : each)],
            }
        );
}
