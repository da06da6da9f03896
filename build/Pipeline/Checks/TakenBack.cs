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
/// The job that CI starts by itself for a tag, when its version was taken back by hand since the tag's pipeline began:
/// a wave that was still to come, or a job that waited for a runner. Neither the live version nor the schema is newer
/// then, so no other check would stop it. The regions' histories tell of it, and their workloads, where somebody has
/// pasted the commands that <c>CheckRollback</c> prints.
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
        var changing = plan.Regions.Where(region => region.Changes.Count > 0).ToDictionary(region => region.Name);
        var found = await Task.WhenAll(
            context
                .Regions.Where(region => changing.ContainsKey(region.Name))
                .Select(region => FindAsync(context, region, changing[region.Name].WentBack, version, began))
        );
        if (found.OfType<string>().ToArray() is not { Length: > 0 } taken)
            return;
        var line = $"{string.Join("; ", taken)}; {version} was not released, nothing was touched";
        context.Journal.LastLine = line;
        throw new RefusedException(
            [line],
            $"to release {version} there again on purpose: ./build.sh --target=Deploy --version={version} --regions={string.Join(',', changing.Keys)}; then retry this job, so that later waves go on"
        );
    }

    private static async Task<string?> FindAsync(
        ReleaseContext context,
        Region region,
        (string To, string Actor, DateTimeOffset At)? noted,
        ReleaseVersion version,
        DateTimeOffset began
    )
    {
        var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
        var history = await new RegionHistory(cluster, context.Fleet.Migration.Job).ReadAsync(context.Cancelled);
        foreach (var entry in history.Where(entry => entry.At > began))
        {
            // What was done with kubectl is in no history. What the history tells of an earlier time does not undo it.
            if (noted is { } later && later.At > entry.At)
                break;
            if (WayBackOf(entry, version) is { } words)
                return Line(words, entry.Actor, entry.At);
            if (IsReleaseByHand(entry) && entry.Version == version.ToString() && HasEnded(entry))
                return null;
        }
        return noted is { } byHand && byHand.At > began
            ? Line($"was taken back to {byHand.To}", byHand.Actor, byHand.At)
            : null;

        string Line(string words, string actor, DateTimeOffset at) =>
            $"{region.Name} {words} by {actor} at {UtcText.ForPeopleToTheMinute(at)}, after this pipeline began";
    }

    private static string? WayBackOf(HistoryEntry entry, ReleaseVersion version)
    {
        if (ReleaseVersion.TryParse(entry.Version) is not { } to)
            return null;
        if (to < version)
            return Leaves(entry, version) || HasUnapplied(entry, version) ? $"was taken back to {to}" : null;
        // A job that went back by itself may be started again: that is what its button is for.
        return IsReleaseByHand(entry) && entry.IsRestored && to == version
            ? $"went back to {entry.Serves} after a release of {to}"
            : null;
    }

    // A rollback that was killed may not have noted what it came from.
    private static bool Leaves(HistoryEntry entry, ReleaseVersion version) =>
        entry.Target is TargetNames.Rollback or TargetNames.Deploy
        && (
            Serving.Read(entry.From) is { } from
                ? from.Versions.Any(served => ReleaseVersion.TryParse(served) is not null && !IsOlder(served, version))
                : entry.Target == TargetNames.Rollback
        );

    // Where the images never came, the database alone was taken back.
    private static bool HasUnapplied(HistoryEntry entry, ReleaseVersion version) =>
        ReleaseVersion.TryParse(entry.Unapplied) is { } unapplied && unapplied >= version;

    // One that was stopped or killed may have changed nothing.
    private static bool HasEnded(HistoryEntry entry) => entry.Outcome is Outcome.Succeeded or Outcome.Failed;

    private static bool IsReleaseByHand(HistoryEntry entry) => entry is { Target: TargetNames.Deploy, Job: null };

    private static bool IsOlder(string served, ReleaseVersion version) =>
        ReleaseVersion.TryParse(served) is { } other && other < version;
}
