using Releases.Surveys;
using Releases.Versions;
using Releases.Workloads;

namespace Pipeline.Checks;

/// <summary>
/// A way back as the workloads of a region tell of it. The commands that <c>CheckRollback --output=shell</c> prints
/// note on workloads what a run notes there, and no run in the region's history.
/// </summary>
internal static class NotedWayBack
{
    /// <summary>The newest change that has led from a version, or a newer one, to an older one.</summary>
    /// <param name="changes">The region's workloads.</param>
    /// <param name="version">The version.</param>
    /// <returns>
    /// Where it led to, who has done it and when; <see langword="null"/> where no workload tells of one.
    /// </returns>
    public static (string To, string Actor, DateTimeOffset At)? FromVersion(
        IReadOnlyList<ImageChange> changes,
        ReleaseVersion? version
    )
    {
        var found =
            from change in changes
            let noted = FormerImages.Of(change.Workload)
            where noted is not null && version is not null && Leaves(change, noted, version)
            let last = LastRelease.Of([change.Workload])
            where last is not null
            orderby last.At descending
            select ((string To, string Actor, DateTimeOffset At)?)(noted.Version, last.Actor, last.At);
        return found.FirstOrDefault();
    }

    private static bool Leaves(ImageChange change, FormerImages noted, ReleaseVersion version) =>
        ReleaseVersion.TryParse(noted.Version) is { } to
        && to < version
        && noted.Images.Any(former =>
            change.Running.Rules.TryGetValue(former.Key, out var rule)
            && ReleaseVersion.TryParse(rule.VersionOfImage(former.Value)) is { } from
            && from >= version
        );
}
