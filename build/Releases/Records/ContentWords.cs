using Foundation.Text;

namespace Releases.Records;

/// <summary>What is in a release, in words.</summary>
public static class ContentWords
{
    /// <summary>The sentences of a content, each with the entries that it counts.</summary>
    /// <param name="content">The content.</param>
    /// <param name="version">The version of the release.</param>
    /// <param name="regions">The names of the content's regions, as they are shown.</param>
    public static IEnumerable<ContentSentence> Of(ReleaseContent content, string version, string regions)
    {
        var way = $"{content.From ?? "?"} -> {version}";
        if (content.Trouble is { } trouble)
            yield return new($"{way}: what it brings to {regions} is not known: {trouble}", [], 0);
        else if (content.From == version)
            yield return new($"{version} brings nothing to {regions}: it is live there", [], 0);
        else if (content.AddedCount == 0)
            yield return new($"{way} brings nothing to {regions}", [], 0);
        else
            yield return new(
                $"{way} brings {Count(content.Added, content.AddedCount)} to {regions}",
                content.Added,
                content.AddedCount
            );
        if (content.RemovedCount > 0)
            yield return new(
                $"{way} takes {Count(content.Removed, content.RemovedCount)} from {regions}",
                content.Removed,
                content.RemovedCount
            );
    }

    /// <summary>How many merge requests and commits there are, in words.</summary>
    /// <param name="entries">Those that are listed.</param>
    /// <param name="count">How many there are, listed or not.</param>
    public static string Count(IReadOnlyList<ContentEntry> entries, int count)
    {
        // Of those that are not listed nobody has looked which kind they are.
        if (count > entries.Count)
            return Counted.Of(count, "change");
        var requests = entries.Count(entry => entry.MergeRequest is not null);
        string[] counts =
        [
            requests > 0 ? Counted.Of(requests, "merge request") : "",
            count > requests ? Counted.Of(count - requests, "commit") : "",
        ];
        return string.Join(" and ", counts.Where(part => part.Length > 0));
    }
}

/// <summary>A sentence about a release's content.</summary>
/// <param name="Text">The sentence, without a full stop.</param>
/// <param name="Entries">The entries that it is about; the newest first.</param>
/// <param name="Count">How many there are, listed or not.</param>
public sealed record ContentSentence(string Text, IReadOnlyList<ContentEntry> Entries, int Count);
