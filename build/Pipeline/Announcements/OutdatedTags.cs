using Pipeline.GitLab;

namespace Pipeline.Announcements;

/// <summary>Tags whose deploy jobs shall not begin any more.</summary>
/// <param name="Tags">The tags.</param>
/// <param name="Jobs">The names of the jobs; others of the project's jobs may begin with the same word.</param>
/// <param name="Because">Why, in a few words.</param>
/// <param name="Patience">How long GitLab is given to make the pipeline of a tag, and that of the regions.</param>
public sealed record OutdatedTags(
    IReadOnlyList<string> Tags,
    IReadOnlySet<string> Jobs,
    string Because,
    TimeSpan Patience
)
{
    // GitLab makes the pipeline of a tag some seconds after it was pushed.
    private static readonly TimeSpan AfterPush = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A back-ported tag, whose jobs would take regions from a newer version to this one.
    /// </summary>
    /// <param name="tag">The tag, which the run may have pushed.</param>
    /// <param name="regions">The names of the fleet's regions.</param>
    public static OutdatedTags OfBackPort(string tag, IEnumerable<string> regions) =>
        new(
            [tag],
            new HashSet<string>([RegionJobNames.BeforeDeploy, .. regions.Select(JobOf)]),
            "a newer version exists, and this release goes by hand",
            AfterPush
        );

    /// <summary>The tags that regions are taken back from, whose jobs would bring them there again.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="regions">The names of the regions that go back; all others keep their jobs.</param>
    public static OutdatedTags OfRollback(IEnumerable<string> tags, IEnumerable<string> regions) =>
        new(
            [.. tags.Distinct()],
            regions.Select(JobOf).ToHashSet(),
            "it would bring back what is taken back",
            TimeSpan.Zero
        );

    private static string JobOf(string region) => RegionJobNames.Of(RegionJobNames.Deploy, region);
}
