using Pipeline.Reports.Markup;
using Pipeline.Terminal;
using Releases.Records;

namespace Pipeline.Reports;

/// <summary>Outcomes in words, and as badges whose words and signs say the same as their colours.</summary>
public static class OutcomeText
{
    /// <summary>How a run ended, as the end of a sentence.</summary>
    public static string Of(ReleaseRecord record) => record.FinishedAt is null ? "has no end" : Of(record.Outcome);

    /// <summary>How a run or a region ended.</summary>
    public static string Of(Outcome outcome) => OutcomeWords.Of(outcome);

    /// <summary>How a stage ended.</summary>
    public static string Of(StageRecord stage) => OutcomeWords.OfStage(stage.Outcome);

    /// <summary>How a run ended.</summary>
    public static Element Badge(ReleaseRecord record) =>
        record.FinishedAt is null ? Badge(Outcome.Running, Of(record)) : Badge(record.Outcome, Of(record));

    /// <summary>How a region ended.</summary>
    public static Element Badge(RegionRecord region) => Badge(region.Outcome, Of(region.Outcome));

    /// <summary>How a stage ended.</summary>
    public static Element Badge(StageRecord stage) => Badge(stage.Outcome, Of(stage));

    /// <summary>How a run ended, in words of its own.</summary>
    public static Element Badge(Outcome outcome, string text) =>
        outcome switch
        {
            Outcome.Succeeded => Signs.Badge("good", "✓", text),
            Outcome.Failed => Signs.Badge("bad", "✕", text),
            Outcome.Skipped => Signs.Badge("quiet", "–", text),
            Outcome.Running or Outcome.Interrupted or Outcome.Refused => Signs.Badge("warn", "!", text),
        };
}
