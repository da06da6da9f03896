using Pipeline.Exercises;
using Pipeline.Running;

namespace Pipeline.Tests.Compiled.Exercises;

/// <summary>The way that an exercise shows, taken by whoever does not know it.</summary>
public sealed class ShownWayTests
{
    [Theory, MemberData(nameof(ExerciseProcess.Names), MemberType = typeof(ExerciseProcess))]
    public async Task The_way_that_it_shows_leads_through_it_and_is_praised(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        string[] looks = ["status --schema", "check-rollback 1.2.2 --regions=uk"];
        var shown = scenario.Steps.SelectMany(step => step.Solution).Select(Confirmed);

        var run = (await ExerciseProcess.RunAsync(name, [.. looks, .. shown, "status"])).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain($"Exercise {name}: every step is reached.");
        run.Output.ShouldNotContain("What could go better");
        var said = run.Said;
        said.ShouldContain("What you did well: - You looked before you changed anything: status and check-rollback");
        foreach (var remark in scenario.Remarks)
            said.ShouldContain(remark.Well);
        said.ShouldContain($"To talk about: - {scenario.Discuss}");
    }

    // A person answers the questions of the commands that they are shown.
    private static string Confirmed(string line) =>
        line.Contains("build.sh ", StringComparison.Ordinal)
        && !line.Contains(" status", StringComparison.Ordinal)
        && !line.Contains(" plan ", StringComparison.Ordinal)
        && !line.Contains(" check-", StringComparison.Ordinal)
            ? $"{line} --yes"
            : line;
}
