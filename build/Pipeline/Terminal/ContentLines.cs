using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>What is in a release, for people: a sentence for each version that is live, and what it counts.</summary>
public static class ContentLines
{
    // A person reads no more before an answer; the record lists more of them.
    private const int Usual = 15;

    /// <summary>The sentences alone, without what they count.</summary>
    /// <param name="contents">The contents.</param>
    /// <param name="version">The version of the release.</param>
    public static IEnumerable<string> Of(IEnumerable<ReleaseContent> contents, string version) =>
        contents.SelectMany(content => SentencesOf(content, version)).Select(sentence => sentence.Text);

    /// <summary>Writes the sentences with what they count, and an empty line behind them.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="contents">The contents; none writes nothing.</param>
    /// <param name="version">The version of the release.</param>
    /// <param name="isMarkdown">Whether as Markdown.</param>
    /// <param name="most">How many entries of each sentence are shown.</param>
    public static void Write(
        TextWriter output,
        IReadOnlyList<ReleaseContent> contents,
        string version,
        bool isMarkdown = false,
        int most = Usual
    )
    {
        foreach (var sentence in contents.SelectMany(content => SentencesOf(content, version)))
            Write(output, sentence, isMarkdown, most);
        if (contents.Count > 0)
            output.WriteLine();
    }

    /// <summary>Writes one sentence with what it counts, and an empty line behind it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="sentence">The sentence.</param>
    public static void Write(TextWriter output, ContentSentence sentence)
    {
        Write(output, sentence, isMarkdown: false, Usual);
        output.WriteLine();
    }

    private static void Write(TextWriter output, ContentSentence sentence, bool isMarkdown, int most)
    {
        var shown = sentence.Entries.Take(most).ToArray();
        WrappedText.Write(output, "", shown.Length > 0 ? $"{sentence.Text}:" : $"{sentence.Text}.");
        if (isMarkdown)
            output.WriteLine();
        foreach (var entry in shown)
        {
            if (isMarkdown)
                output.WriteLine($"- {entry.MergeRequest ?? entry.Name} {MarkdownText.Of(entry.Title)}");
            else
                WrappedText.Write(output, "    ", $"{entry}");
        }
        if (sentence.Count > shown.Length && shown.Length > 0)
            output.WriteLine($"{(isMarkdown ? "- " : "    ")}and {sentence.Count - shown.Length} more");
        if (isMarkdown && shown.Length > 0)
            output.WriteLine();
    }

    private static IEnumerable<ContentSentence> SentencesOf(ReleaseContent content, string version) =>
        ContentWords.Of(content, version, RegionNames.Of(content.Regions));
}
