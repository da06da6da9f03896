using Drill.Faults;
using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Records;

namespace Pipeline.Tests.GameDays;

/// <summary>The game days as the table of docs/faults.md.</summary>
internal static class GameDayTable
{
    private static readonly string[] Header =
    [
        "fault",
        "strikes",
        "while it stays, the region",
        "exit code",
        "in the record",
        "known",
        "recovers",
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
                        .All.Where(day => !day.Restores)
                        .OrderBy(day => FaultKind.All.ToList().FindIndex(kind => kind.Name == day.Fault))
                        .ThenBy(day => day.Strikes)
                        .Select(day => (IReadOnlyList<string>)Cells(day)),
                ]
            );
            return output.ToString();
        }
    }

    private static string[] Cells(GameDay day)
    {
        var strikes = day.Strikes is { } stage ? stage.Facts().Words : "before the run";
        return day.Never is { } why
            ? [$"`{day.Fault}`", strikes, "cannot strike", "-", "-", why, "-"]
            :
            [
                $"`{day.Fault}`",
                strikes,
                day.Outcome == Outcome.Skipped ? "not touched" : Low(day.Outcome),
                $"{day.ExitCode}",
                day.Failure is { } failed ? $"{failed.Stage.Facts().Words}: {Reason(failed.Reason)}"
                : day.ExitCode == ExitCode.Refused ? "a problem of preflight"
                : "no failure",
                day.Known,
                Recoveries(day),
            ];
    }

    private static string Recoveries(GameDay day)
    {
        var goesBack = GameDay.All.Any(other => other.Restores && other.Fault == day.Fault && day.Strikes is null);
        var recoveries = goesBack ? [.. day.Recoveries, Recovery.WayBack] : day.Recoveries;
        return recoveries.Count == 0 ? "-" : string.Join("; ", recoveries.Select(In));
    }

    private static string In(Recovery recovery) =>
        recovery switch
        {
            Recovery.InTheRun => "lifted in time: 0",
            Recovery.NextRun => "lifted, same command: 0",
            _ => "goes back: 1",
        };

    // The reasons are regular expressions of alternatives.
    private static string Reason(string pattern) =>
        string.Join(" or ", pattern.Trim('(', ')').Split('|').Select(reason => $"`{reason}`"));

    private static string Low(Outcome outcome) => outcome.ToString().ToLowerInvariant();
}
