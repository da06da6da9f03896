using Foundation.Text;
using Pipeline.Running;
using Releases.Applying;
using Releases.Fleets;
using Releases.Orders;
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
            End(region, Outcome.Succeeded);
        var failed = await WaveRun.GoAsync(
            [
                .. context
                    .Waves.Select(wave => wave with { Regions = [.. wave.Regions.Where(changing.Contains)] })
                    .Where(wave => wave.Regions.Count > 0),
            ],
            ApplyAsync,
            Skip,
            context.Cancelled
        );
        context.Cancelled.ThrowIfCancellationRequested();
        if (failed.Count > 0)
            throw new LanesFailedException(
                $"apply failed in {string.Join(", ", failed.Select(region => region.Name))}"
            );
    }

    private async Task<bool> ApplyAsync(Region region)
    {
        try
        {
            var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
            await new RegionApply(order, region, cluster).RunAsync(
                applied => Tell(region, applied),
                line => context.Say($"[{region.Name}] {line}"),
                context.Cancelled
            );
            End(region, Outcome.Succeeded);
            return true;
        }
        catch (OperationCanceledException) when (context.Cancelled.IsCancellationRequested)
        {
            End(region, Outcome.Interrupted);
            return false;
        }
        catch (Exception exception)
        {
            // What was applied before is in the record. Other regions go on, even after a bug of ours.
            var failure = LaneFailure.Of(exception, null);
            context.Record.Update(region.Name, record => record with { Outcome = Outcome.Failed, Failure = failure });
            return false;
        }
    }

    private void Skip(Region region, string why)
    {
        context.Say($"[{region.Name}] {why}");
        End(region, Outcome.Skipped);
    }

    private void Tell(Region region, AppliedObject applied)
    {
        var change = applied.Change.Word();
        context.Say($"[{region.Name}] {applied.Wanted.File}: {applied.Wanted} {change}");
        var entry = new ObjectRecord(applied.Wanted.Kind, applied.Wanted.Name, change);
        context.Record.Update(region.Name, record => record with { Objects = [.. record.Objects ?? [], entry] });
    }

    private void End(Region region, Outcome outcome) =>
        context.Record.Update(region.Name, record => record with { Outcome = outcome });
}
