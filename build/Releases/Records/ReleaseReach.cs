namespace Releases.Records;

/// <summary>How far a run came, in the words of the screen, the report and the notices.</summary>
public static class ReleaseReach
{
    /// <summary>How far a run came in a region.</summary>
    public static RegionReach Of(RegionRecord region) =>
        region.Outcome == Outcome.Succeeded ? RegionReach.Done
        : region.Stages.Any(IsRestored) ? RegionReach.TakenBack
        : region.Workloads.Count > 0 ? RegionReach.HalfWay
        : MayHaveChanged(region) ? RegionReach.NotKnown
        : RegionReach.NotReached;

    /// <summary>
    /// Parts of a sentence: <c>done in uk</c>, <c>half way in us</c>. A group without regions has no part.
    /// </summary>
    /// <param name="regions">The regions.</param>
    /// <param name="names">Names some regions in the space that there is.</param>
    public static IEnumerable<string> Parts(
        IEnumerable<RegionRecord> regions,
        Func<IReadOnlyList<RegionRecord>, string> names
    ) => regions.GroupBy(Of).OrderBy(group => group.Key).Select(group => $"{Words(group.Key)} {names([.. group])}");

    private static bool IsRestored(StageRecord stage) => stage is { Name: Stage.Restore, Outcome: Outcome.Succeeded };

    // The record cannot rule out that an image was set.
    private static bool MayHaveChanged(RegionRecord region) =>
        region.Stages.Any(stage =>
            stage.Name == Stage.SetImage
            && (
                region.Live is { } live
                    ? Serving.Read(live) is Serving.Unknown
                    : stage.Outcome is not (Outcome.Succeeded or Outcome.Skipped)
            )
        );

    private static string Words(RegionReach reach) =>
        reach switch
        {
            RegionReach.Done => "done in",
            RegionReach.HalfWay => "half way in",
            RegionReach.TakenBack => "taken back in",
            RegionReach.NotKnown => "not known in",
            RegionReach.NotReached => "not in",
        };
}

/// <summary>How far a run came in a region. The members have the order in which sentences name them.</summary>
public enum RegionReach
{
    /// <summary>The region went through all of its stages.</summary>
    Done,

    /// <summary>Some workloads were changed, and the region did not get to its end.</summary>
    HalfWay,

    /// <summary>The region failed, and its former images serve again.</summary>
    TakenBack,

    /// <summary>A change may have arrived. Nobody has seen whether it did.</summary>
    NotKnown,

    /// <summary>Nothing was changed.</summary>
    NotReached,
}
