using Foundation.Failures;
using Foundation.Timing;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Fleets;
using Releases.Histories;
using Releases.Plans;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Checks;

/// <summary>
/// The job that CI starts by itself for a tag, when somebody has taken its version back since the tag's pipeline began:
/// a wave that was still to come, or a job that waited for a runner. Neither the live version nor the schema is newer
/// then, so no other check would stop it.
/// </summary>
public static class TakenBack
{
    /// <summary>Ends the run when one of the regions that it would change was taken back.</summary>
    /// <param name="context">The run.</param>
    /// <param name="plan">What it would do.</param>
    /// <exception cref="RefusedException">One was.</exception>
    /// <exception cref="ReleaseException">A region does not tell its history.</exception>
    public static async Task RefuseAsync(ReleaseContext context, ReleasePlan plan)
    {
        if (!context.Options.IsTagJob || context.Options.AllowDowngrade || !context.PreparesRegions)
            return;
        if (
            context.Options.PipelineCreatedAt is not { } began
            || ReleaseVersion.TryParse(plan.Version) is not { } version
        )
            return;
        var changing = plan.Regions.Where(region => region.Changes.Count > 0).Select(region => region.Name).ToHashSet();
        var found = await Task.WhenAll(
            context
                .Regions.Where(region => changing.Contains(region.Name))
                .Select(region => FindAsync(context, region, version, began))
        );
        if (found.OfType<string>().ToArray() is not { Length: > 0 } taken)
            return;
        var line = $"{string.Join("; ", taken)}; {version} was not released, nothing was touched";
        context.Journal.LastLine = line;
        throw new RefusedException(
            [line],
            $"to release {version} again on purpose, run a new pipeline of the tag, or ./build.sh --target=Deploy --version={version} --regions={string.Join(',', changing)}"
        );
    }

    private static async Task<string?> FindAsync(
        ReleaseContext context,
        Region region,
        ReleaseVersion version,
        DateTimeOffset began
    )
    {
        var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
        var history = await new RegionHistory(cluster, context.Fleet.Migration.Job).ReadAsync(context.Cancelled);
        var back = history.FirstOrDefault(entry => entry.At > began && IsWayBack(entry, version));
        return back is null
            ? null
            : $"{region.Name} was taken back to {back.Version} by {back.Actor} at {UtcText.ForPeopleToTheMinute(back.At)}, after this pipeline began";
    }

    // One that was killed may not have noted what it came from.
    private static bool IsWayBack(HistoryEntry entry, ReleaseVersion version) =>
        entry.Target == TargetNames.Rollback
        && ReleaseVersion.TryParse(entry.Version) is { } to
        && to < version
        && (
            Serving.Read(entry.From) is not { } from
            || from.Versions.Select(ReleaseVersion.TryParse).Any(left => left is not null && left >= version)
        );
}
