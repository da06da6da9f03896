using Pipeline.Terminal;
using Releases.Records;

namespace Pipeline.Tests.Drills;

/// <summary>The game days as the table of docs/game-day.md.</summary>
internal static class GameDayTable
{
    private static readonly string[] Header =
    [
        "fault",
        "on failure",
        "stage",
        "reason",
        "the region",
        "exit code",
        "way back",
        "known",
    ];

    public static string Text
    {
        get
        {
            var output = new StringWriter { NewLine = "\n" };
            MarkdownTable.Write(
                output,
                Header,
                [
                    .. GameDay
                        .All.OrderBy(day => day.Fault, StringComparer.Ordinal)
                        .ThenBy(day => day.Restores)
                        .Select(day => (IReadOnlyList<string>)Cells(day)),
                ]
            );
            return output.ToString();
        }
    }

    private static string[] Cells(GameDay day) =>
        [
            $"`{day.Fault}`",
            day.Restores ? "rollback" : "stop",
            day.Failure is { } failed ? StageNames.Of(failed.Stage)
            : day.ExitCode == Pipeline.Running.ExitCode.Refused ? "preflight"
            : "any",
            day.Failure is { } why ? Reason(why.Reason) : "-",
            day.Outcome == Outcome.Skipped ? "not touched" : Low(day.Outcome),
            $"{day.ExitCode}",
            day.Restore is { } back ? Low(back) : "-",
            day.Known,
        ];

    // The reasons are regular expressions of alternatives.
    private static string Reason(string pattern) =>
        string.Join(" or ", pattern.Trim('(', ')').Split('|').Select(reason => $"`{reason}`"));

    private static string Low(Outcome outcome) => outcome.ToString().ToLowerInvariant();
}
