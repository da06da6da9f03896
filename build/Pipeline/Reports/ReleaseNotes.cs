using Foundation.Timing;
using Pipeline.Terminal;
using Releases.Records;

namespace Pipeline.Reports;

/// <summary>What is in a release as Markdown, for its entry on GitLab's releases page.</summary>
public static class ReleaseNotes
{
    /// <summary>Writes the notes. The same record gives the same notes, to the letter.</summary>
    /// <param name="record">The record of a run that has compared the release with what was live.</param>
    public static string Write(ReleaseRecord record)
    {
        using var notes = new StringWriter { NewLine = "\n" };
        notes.WriteLine($"{Origin(record)}\n");
        ContentLines.Write(notes, record.Contents, record.Version, isMarkdown: true, most: ReleaseContent.Most);
        if (record.Contents.Count == 0)
            notes.WriteLine("What is in it was not compared with what was live.\n");
        if (record.Pipeline is { } job)
            notes.WriteLine($"Compared by {job}; the deploy jobs of its pipeline keep the record of each region.");
        return notes.ToString();
    }

    private static string Origin(ReleaseRecord record)
    {
        var who = record.Actor.Length == 0 ? "" : $" by {MarkdownText.Of(record.Actor)}";
        var commit = record.Commit is null ? "" : $" from commit {record.Commit}";
        return $"Release {record.Version}{commit}, begun{who} {UtcText.ForPeopleToTheMinute(record.StartedAt)}.";
    }
}
