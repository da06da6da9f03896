using Drill.Faults;
using Pipeline.Tests.Drills;
using Pipeline.Tests.GameDays;
using Releases.Records;

namespace Pipeline.Tests.Docs;

/// <summary>docs/screens.md, which docs/faultscreens makes from real drills.</summary>
public sealed class LastScreensTests
{
    private const int Columns = 80;

    private static readonly Dictionary<string, string> Screens = File.ReadAllText(
            Path.Combine(Repository.Root, "docs", "screens.md")
        )
        .Split("\n## `")
        .Skip(1)
        .ToDictionary(section => section[..section.IndexOf('`', StringComparison.Ordinal)]);

    public static TheoryData<string> Faults => [.. FaultKind.All.Select(kind => kind.Name)];

    [Fact]
    public void Every_fault_of_a_drill_has_its_screen_and_nothing_else_has() =>
        Screens.Keys.ShouldBe(FaultKind.All.Select(kind => kind.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Faults))]
    public void It_says_what_the_fault_is_and_how_the_release_ended(string fault)
    {
        var day = GameDay.All.First(each => each.Fault == fault && each.Strikes is null && !each.Restores);
        var lines = Shown(fault);

        Screens[fault].ShouldContain($"\nIn uk, {FaultKind.All.Single(kind => kind.Name == fault).Description}.\n");
        lines[0].ShouldStartWith($"Drill 1.2.3 {Word(day.Outcome)} in ");
        if (day.Failure is not { } failure)
            return;
        // A drill waits less for a rollout than the manifests allow.
        lines.ShouldContain(line => line.StartsWith("[uk] ", StringComparison.Ordinal));
        lines
            .Single(line => line.StartsWith("  runbook: ", StringComparison.Ordinal))
            .Split(": ")[^1]
            .ShouldMatch($"^({failure.Reason}|RolloutTimeout)$");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void It_fits_a_terminal_of_80_columns(string fault) =>
        Shown(fault).Where(line => line.Length > Columns).ShouldBeEmpty();

    private static string Word(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded => "succeeded",
            Outcome.Failed => "FAILED",
            Outcome.Skipped => "refused",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    private static string[] Shown(string fault)
    {
        var section = Screens[fault];
        var from = section.IndexOf("```text\n", StringComparison.Ordinal) + "```text\n".Length;
        return section[from..section.LastIndexOf("\n```", StringComparison.Ordinal)].Split('\n');
    }
}
