using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Reports;

/// <summary>How far a run came, in a sentence.</summary>
public static class Reach
{
    private const int MostNames = 8;

    /// <summary>The sentence.</summary>
    public static string Of(ReleaseRecord record)
    {
        if (record.Regions.All(region => region.Stages.Count == 0 && region.Failure is null))
            return record.Outcome == Outcome.Refused ? "Nothing was touched." : "No region was reached.";
        var done = Those(record, region => region.Outcome == Outcome.Succeeded);
        var begun = Those(record, region => region.Outcome != Outcome.Succeeded && region.Workloads.Count > 0);
        var others = Those(record, region => region.Outcome != Outcome.Succeeded && region.Workloads.Count == 0)
            .ToLookup(IsUnknown);
        return $"Done in {done.Length} of {(record.Regions.Count == 1 ? "1 region" : $"{record.Regions.Count} regions")}"
            + (begun.Length == 0 ? "" : $"; half way in {Names(begun)}")
            + (others[true].Any() ? $"; not known in {Names([.. others[true]])}" : "")
            + (others[false].Any() ? $"; not in {Names([.. others[false]])}" : "")
            + ".";
    }

    // The last change may have arrived, for all that is known.
    private static bool IsUnknown(RegionRecord region) =>
        region.Stages.Any(stage =>
            stage.Name == Stage.SetImage
            && (
                region.Live?.StartsWith(Releases.Live.LiveVersion.Unknown, StringComparison.Ordinal)
                ?? stage.Outcome is not (Outcome.Succeeded or Outcome.Skipped)
            )
        );

    private static RegionRecord[] Those(ReleaseRecord record, Func<RegionRecord, bool> which) =>
        [.. record.Regions.Where(which)];

    private static string Names(RegionRecord[] regions)
    {
        var names = string.Join(", ", regions.Take(MostNames).Select(region => region.Name));
        return regions.Length <= MostNames ? names : $"{names} and {regions.Length - MostNames} more";
    }
}
