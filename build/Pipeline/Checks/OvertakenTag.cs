using Foundation.Failures;
using Pipeline.GitLab;
using Pipeline.Running;
using Releases.Plans;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Checks;

/// <summary>
/// The job that CI starts by itself for a tag, when its version has been overtaken: a tag that was pushed late, a job
/// that waited long or was started once more. Nobody watches it, so it ends in one line, whatever else speaks against
/// it.
/// </summary>
public static class OvertakenTag
{
    /// <summary>
    /// Ends the run when a newer version than the tag's is live: in any of its regions when it changes them, and else
    /// in all that can be read, since the images of an older line are for those that serve that line.
    /// </summary>
    /// <param name="context">The run.</param>
    /// <param name="plan">What its regions serve.</param>
    /// <exception cref="RefusedException">One is.</exception>
    public static void Refuse(ReleaseContext context, ReleasePlan plan)
    {
        if (!context.Options.IsTagJob || context.Options.AllowDowngrade)
            return;
        if (LineOf(plan) is not { } line)
            return;
        if (!context.PreparesRegions && plan.Regions.Any(region => IsKnown(region) && !IsNewer(region, plan)))
            return;
        context.Journal.LastLine = line;
        var jobs = context.Regions.Select(region => $"'{RegionJobNames.Of(RegionJobNames.Rollback, region.Name)}'");
        throw new RefusedException(
            [line],
            $"to go back to {plan.Version} on purpose, press {string.Join(", ", jobs)} in this tag's pipeline of the regions"
        );
    }

    /// <summary>What is live where, when something newer is; else <see langword="null"/>.</summary>
    public static string? LineOf(ReleasePlan plan)
    {
        if (!plan.Regions.Any(region => IsNewer(region, plan)))
            return null;
        var live = plan.Regions.Select(region => $"{region.Name} {TextOf(region)}");
        return $"newer version is live: {string.Join(", ", live)}; {plan.Version} was not released, nothing was touched";
    }

    private static bool IsNewer(RegionPlan region, ReleasePlan plan) =>
        ReleaseVersion.TryParse(plan.Version) is { } version && NewestOf(region) is { } newest && newest > version;

    private static string TextOf(RegionPlan region) => IsKnown(region) ? region.Serves!.ToString() : "unknown";

    /// <summary>Whether it could be read what a region serves.</summary>
    internal static bool IsKnown(RegionPlan region) => region.Serves is not (null or Serving.Unknown);

    /// <summary>
    /// The newest version that is live in a region: where it is half way to one, newer workloads must not go back
    /// unnoticed.
    /// </summary>
    internal static ReleaseVersion? NewestOf(RegionPlan region) =>
        region.Serves?.Versions.Select(ReleaseVersion.TryParse).Max();
}
