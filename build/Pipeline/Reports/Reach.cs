using Foundation.Text;
using Releases.Records;

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
        var rest = record.Regions.Where(region => ReleaseReach.Of(region) != RegionReach.Done).ToArray();
        var done = $"Done in {record.Regions.Count - rest.Length} of {Counted.Of(record.Regions.Count, "region")}";
        return $"{string.Join("; ", [done, .. ReleaseReach.Parts(rest, Names)])}.";
    }

    private static string Names(IReadOnlyList<RegionRecord> regions) =>
        FewNames.Of([.. regions.Select(region => region.Name)], MostNames);
}
