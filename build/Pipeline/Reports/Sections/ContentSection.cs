using Pipeline.Reports.Markup;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Sections;

/// <summary>Which merge requests and commits the release brought to each region, and which it took away.</summary>
internal static class ContentSection
{
    public static Section? Of(ReleaseRecord record) =>
        record.Contents.Count == 0
            ? null
            : new Section("contents", "What is in it", [.. record.Contents.SelectMany(each => PartsOf(each, record))]);

    private static IEnumerable<Element> PartsOf(ReleaseContent content, ReleaseRecord record)
    {
        foreach (var sentence in ContentWords.Of(content, record.Version, string.Join(", ", content.Regions)))
        {
            yield return Tag("p", $"{sentence.Text}{(sentence.Entries.Count > 0 ? ":" : ".")}");
            if (sentence.Entries.Count == 0)
                continue;
            var more = sentence.Count - sentence.Entries.Count;
            yield return Tag("ul", [.. sentence.Entries.Select(Item), more > 0 ? Tag("li", $"and {more} more") : null]);
        }
    }

    private static Element Item(ContentEntry entry) =>
        Tag("li", Signs.Code(entry.MergeRequest ?? entry.Name), $" {entry.Title}");
}
