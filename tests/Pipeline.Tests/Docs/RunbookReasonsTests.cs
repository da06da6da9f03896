using Pipeline.Tests.Drills;
using Pipeline.Tests.GameDays;

namespace Pipeline.Tests.Docs;

/// <summary>The last screen sends people to the runbook with a reason: it has to be there.</summary>
public sealed class RunbookReasonsTests
{
    public static TheoryData<string> Reasons =>
        [
            .. GameDay
                .All.Select(day => day.Failure?.Reason)
                .OfType<string>()
                .SelectMany(reason => reason.Trim('(', ')').Split('|'))
                .Distinct(),
        ];

    [Theory, MemberData(nameof(Reasons))]
    public void Every_reason_that_a_game_day_ends_with_has_its_row(string reason) =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "runbook.md"))
            .Split('\n')
            .ShouldContain(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains($"`{reason}`"));
}
