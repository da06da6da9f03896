using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>Outcomes in the words that the screen and the report share.</summary>
public static class OutcomeWords
{
    /// <summary>How a run or a region ended.</summary>
    public static string Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Running => "not finished",
            Outcome.Succeeded => "succeeded",
            Outcome.Failed => "failed",
            Outcome.Skipped => "skipped",
            Outcome.Interrupted => "interrupted",
            Outcome.Refused => "refused",
        };

    /// <summary>How a stage ended.</summary>
    public static string OfStage(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded => "done",
            Outcome.Skipped => "nothing to do",
            Outcome.Running or Outcome.Failed or Outcome.Interrupted or Outcome.Refused => Of(outcome),
        };

    /// <summary>How a run or a region ended, as a screen without colours shows it.</summary>
    public static string Loud(Outcome outcome) => Loud(outcome, Of(outcome));

    /// <summary>How a stage ended, as a screen without colours shows it.</summary>
    public static string LoudOfStage(Outcome outcome) => Loud(outcome, OfStage(outcome));

    /// <summary>A word as a screen without colours shows it: one that somebody has to look at is in capitals.</summary>
    public static string Loud(Outcome outcome, string word) =>
        outcome is Outcome.Failed or Outcome.Interrupted ? word.ToUpperInvariant() : word;
}
