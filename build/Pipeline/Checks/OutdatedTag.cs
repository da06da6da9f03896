using Foundation.Failures;
using Pipeline.Running;
using Releases.Records;
using Releases.Rollout;
using Releases.Versions;

namespace Pipeline.Checks;

/// <summary>
/// The job that CI starts by itself for a tag, when its version has been overtaken: a tag that was pushed late, a job
/// that waited long or was started once more. Nobody watches it, so it ends in one line, whatever else speaks against
/// it.
/// </summary>
public static class OutdatedTag
{
    /// <summary>Ends the run when a newer version than the tag's is live.</summary>
    /// <exception cref="RefusedException">One is.</exception>
    public static void Refuse(ReleaseContext context)
    {
        if (!context.Options.IsTagJob || context.Options.AllowDowngrade)
            return;
        if (LineOf(context.Record.Current) is not { } line)
            return;
        context.Journal.LastLine = line;
        throw new RefusedException([line]);
    }

    /// <summary>What is live where, when something newer is; else <see langword="null"/>.</summary>
    public static string? LineOf(ReleaseRecord record)
    {
        if (ReleaseVersion.TryParse(record.Version) is not { } version)
            return null;
        if (!record.Regions.Any(region => NewestOf(region) is { } newest && newest > version))
            return null;
        var live = record.Regions.Select(region => $"{region.Name} {TextOf(region)}");
        return $"newer version is live: {string.Join(", ", live)}; {version} was not released, nothing was touched";
    }

    private static string TextOf(RegionRecord region) =>
        region.Live is { } live && !live.StartsWith(LiveVersion.Unknown, StringComparison.Ordinal) ? live : "unknown";

    private static ReleaseVersion? NewestOf(RegionRecord region) =>
        (region.Live ?? "").Split(' ', '/', ',').Select(ReleaseVersion.TryParse).Max();
}
