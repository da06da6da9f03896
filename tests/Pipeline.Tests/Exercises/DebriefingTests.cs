using Pipeline.Exercises;

namespace Pipeline.Tests.Exercises;

/// <summary>What is said of a way follows from what happened on it.</summary>
public sealed class DebriefingTests
{
    private static readonly Scenario Scenario = ScenarioCatalog.Find("rollback")!;

    [Fact]
    public void Whoever_looked_first_named_the_region_and_looked_again_did_well()
    {
        var course = new Course { IsDone = true };
        Take(course, 0, "status");
        Take(course, 0, "check-rollback 1.2.2");
        Take(course, 0, "rollback 1.2.2 uk", "uk");
        Take(course, 1, "rollback 1.2.2", "au");
        Take(course, 1, "status");

        var said = Said(course);

        said.ShouldContain("- You looked before you changed anything.");
        said.ShouldContain("- In step 1 you changed uk alone.");
        said.ShouldContain("- You had the migrations judged before you went back.");
        said.ShouldNotContain("What could go better");
    }

    [Fact]
    public void Whoever_changed_everything_unasked_hears_of_each()
    {
        var course = new Course { IsDone = true, Solutions = 1 };
        Take(course, 0, "rollback 1.2.2 --accept-migration-risk", "uk", "au");

        var said = Said(course);

        said.ShouldContain("- Look before the first change:");
        said.ShouldContain("- Step 1 was about uk:");
        said.ShouldContain("- You overruled a check;");
        said.ShouldContain("- Look again at the end:");
        said.ShouldContain("- You had a solution shown;");
        said.ShouldNotContain("What you did well");
    }

    [Fact]
    public void A_look_after_the_change_is_none_before_it()
    {
        var course = new Course();
        Take(course, 0, "rollback 1.2.2 uk", "uk");
        Take(course, 0, "status");

        course.LookedFirst.ShouldBeFalse();
        course.LookedAgain.ShouldBeTrue();
    }

    [Fact]
    public void Of_a_way_without_a_change_nothing_is_praised()
    {
        var course = new Course();
        Take(course, 0, "status");

        Said(course).ShouldBeEmpty();
    }

    private static void Take(Course course, int step, string line, params string[] changed) =>
        course.Add(new TakenCommand(step, TypedCommand.Read(TypedLine.Words(line), out _), 0, changed, false));

    private static string Said(Course course)
    {
        var output = new StringWriter { NewLine = "\n" };
        Debriefing.Write(output, Scenario, course);
        output.ToString().Split('\n').ShouldAllBe(line => line.Length <= 80);
        return output.ToString();
    }
}
