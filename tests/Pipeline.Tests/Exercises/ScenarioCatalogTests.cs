using System.Text.RegularExpressions;
using Pipeline.Exercises;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Exercises;

public sealed partial class ScenarioCatalogTests
{
    public static TheoryData<string> Names => [.. ScenarioCatalog.Names];

    [Fact]
    public void There_are_five_at_least_and_each_has_a_name_of_its_own()
    {
        ScenarioCatalog.Names.Count.ShouldBeGreaterThanOrEqualTo(5);
        ScenarioCatalog.Names.ShouldBeUnique();
    }

    [Fact]
    public void Every_file_of_a_scenario_is_in_the_catalog() =>
        Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, "build", "Pipeline", "Exercises", "Scenarios"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Count()
            .ShouldBe(ScenarioCatalog.All.Count);

    [Theory, MemberData(nameof(Names))]
    public void A_situation_is_told_in_two_sentences_and_helped_with(string name) =>
        ScenarioCatalog
            .Find(name)!
            .Steps.ShouldAllBe(step =>
                SentenceEnd().Count(step.Situation) <= 2
                && SentenceEnd().Count(step.Goal) == 1
                && step.Hints.Count > 0
                && step.Solution.Count > 0
            );

    [Theory, MemberData(nameof(Names))]
    public void The_page_about_game_days_names_it(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "game-day.md"));

        page.ShouldContain($"| `{name}` | {scenario.Title} | {scenario.Steps.Count} | ");
    }

    [GeneratedRegex(@"[.?!](\s|$)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SentenceEnd();
}
