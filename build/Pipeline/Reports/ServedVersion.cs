using Releases.Records;

namespace Pipeline.Reports;

/// <summary>What a region runs after a run, as far as its record tells.</summary>
public static class ServedVersion
{
    private const string NotKnown = "not known";

    /// <summary>
    /// The version in words; with a reservation where it was not seen on the region's own workloads and page.
    /// </summary>
    public static string Of(ReleaseRecord record, RegionRecord region)
    {
        // Records of older runs do not say it themselves.
        if (region.Live is { } live)
            return live;
        if (OutcomeOf(region, Stage.Restore) == Outcome.Succeeded)
            return region.From ?? "not known";
        if (OutcomeOf(region, Stage.Verify) == Outcome.Succeeded)
            return record.Version;
        // The run was killed while it changed images: the last change may have arrived without being recorded.
        return OutcomeOf(region, Stage.Restore) is not null
            ? NotKnown
            : OutcomeOf(region, Stage.SetImage) switch
            {
                Outcome.Succeeded or Outcome.Skipped => $"{record.Version}, not verified",
                { } when region.Workloads.Count > 0 => $"{record.Version} in part",
                Outcome.Running => NotKnown,
                _ => region.From ?? NotKnown,
            };
    }

    private static Outcome? OutcomeOf(RegionRecord region, Stage stage) =>
        region.Stages.LastOrDefault(entry => entry.Name == stage)?.Outcome;
}
