using Foundation.Text;
using Releases.Records;

namespace Releases.Notifying;

/// <summary>A message about a release: one when it begins, and one when it has ended.</summary>
/// <param name="Event"><c>started</c>, <c>succeeded</c>, <c>failed</c>, <c>interrupted</c> or <c>refused</c>.</param>
/// <param name="Text">The event in one or a few lines.</param>
/// <param name="Target">The target: <c>Deploy</c>, <c>Rollback</c> …</param>
/// <param name="Version">The version or image tag.</param>
/// <param name="Actor">Who releases.</param>
/// <param name="Host">The machine that the run is on.</param>
/// <param name="Pipeline">The address of the CI job, when it runs in one.</param>
/// <param name="Commit">The commit, once it is known.</param>
/// <param name="Regions">The regions of the run.</param>
public sealed record Notice(
    string Event,
    string Text,
    string Target,
    string Version,
    string Actor,
    string Host,
    string? Pipeline,
    string? Commit,
    IReadOnlyList<NoticeRegion> Regions
)
{
    private const int LongestReason = 300;
    private const int LongestContent = 600;
    private const int NamedEntries = 5;

    /// <summary>What the release brings to the regions, for each version that was live.</summary>
    public IReadOnlyList<ReleaseContent> Contents { get; init; } = [];

    /// <summary>The notice of a release that begins.</summary>
    public static Notice OfStart(ReleaseRecord record)
    {
        var past = record.Overruled.Count > 0 ? $", past {string.Join(", ", record.Overruled)}" : "";
        var first = $"{Subject(record)} goes to {Names(record.Regions)}, by {record.Actor} from {record.Host}{past}.";
        return Of(record, "started", string.Join('\n', [first, .. ContentsOf(record)]));
    }

    /// <summary>The notice of a release that has ended.</summary>
    public static Notice OfEnd(ReleaseRecord record)
    {
        var word = record.Outcome.Word();
        string[] lines = [$"{Subject(record)} {word}: {Reach(record)}, by {record.Actor}.", .. Reasons(record)];
        return Of(record, word, string.Join('\n', lines));
    }

    private static Notice Of(ReleaseRecord record, string happened, string text) =>
        new(
            happened,
            record.Pipeline is { } job ? $"{text}\n{job}" : text,
            record.Target,
            record.Version,
            record.Actor,
            record.Host,
            record.Pipeline,
            record.Commit,
            [.. record.Regions.Select(region => new NoticeRegion(region.Name, region.From, region.Outcome))]
        )
        {
            Contents = record.Contents,
        };

    private static IEnumerable<string> ContentsOf(ReleaseRecord record) =>
        record
            .Contents.SelectMany(content => ContentWords.Of(content, record.Version, Names(content.Regions)))
            .Select(sentence => Shortened.To(WithEntries(sentence), LongestContent));

    private static string WithEntries(ContentSentence sentence)
    {
        var named = sentence.Entries.Take(NamedEntries).Select(entry => $"{entry}").ToList();
        if (named.Count == 0)
            return $"{sentence.Text}.";
        if (sentence.Count > named.Count)
            named.Add($"and {sentence.Count - named.Count} more");
        return $"{sentence.Text}: {string.Join("; ", named)}";
    }

    private static string Subject(ReleaseRecord record) => $"{record.Target} {record.Version}";

    private static string Reach(ReleaseRecord record)
    {
        var parts = ReleaseReach.Parts(record.Regions, Names);
        return string.Join(
            "; ",
            record.Regions.Any(region => ReleaseReach.Of(region) == RegionReach.Done)
                ? parts
                : parts.Prepend("done in no region")
        );
    }

    private static IEnumerable<string> Reasons(ReleaseRecord record) =>
        record
            .Regions.Where(region => region.Failure is not null)
            .Select(region => $"{region.Name}: {region.Failure!.Reason}: {region.Failure.Message}")
            .Concat(record.Problems)
            .Select(reason => Shortened.To(reason, LongestReason));

    private static string Names(IReadOnlyList<RegionRecord> regions) =>
        Names([.. regions.Select(region => region.Name)]);

    private static string Names(IReadOnlyList<string> regions) =>
        regions.Count > 12 ? $"{regions.Count} regions" : string.Join(", ", regions);
}

/// <summary>A region in a notice.</summary>
/// <param name="Name">The region's name.</param>
/// <param name="From">The version that ran before, when it could be read.</param>
/// <param name="Outcome">How it ended; <see cref="Outcome.Running"/> before that.</param>
public sealed record NoticeRegion(string Name, string? From, Outcome Outcome);
