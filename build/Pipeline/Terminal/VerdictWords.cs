using Migrations.Verdicts;

namespace Pipeline.Terminal;

/// <summary>A verdict in the words that the screen and the report share.</summary>
public static class VerdictWords
{
    /// <summary>In one word, as JSON and the documents name it.</summary>
    public static string Of(Verdict verdict) =>
        verdict switch
        {
            Verdict.Clear => "clear",
            Verdict.Investigate => "investigate",
            Verdict.Unsafe => "unsafe",
        };

    /// <summary>What it says of going back now.</summary>
    public static string OfGoingBack(Verdict verdict) =>
        verdict switch
        {
            Verdict.Clear => "no schema obstacle found",
            Verdict.Investigate => "investigate before you go",
            Verdict.Unsafe => "unsafe",
        };

    /// <summary>What it says, before a release, of going back after it.</summary>
    public static string OfGoingBackAfterwards(Verdict verdict) =>
        verdict switch
        {
            Verdict.Clear => "nothing in the schema stands against rolling back afterwards",
            Verdict.Investigate => "investigate before rolling back afterwards",
            Verdict.Unsafe => "UNSAFE to roll back afterwards",
        };
}
