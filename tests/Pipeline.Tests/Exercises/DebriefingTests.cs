using Pipeline.Exercises;
using Pipeline.Running;

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

        said.ShouldContain("- You looked before you changed anything: status and check-rollback.");
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
        said.ShouldContain("- Step 1 was about uk, and au was changed: name the regions,");
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

    [Theory]
    [InlineData(1, 0, "- You had a hint shown; walk through it once more without.")]
    [InlineData(3, 0, "- You had 3 hints shown; walk through it once more without.")]
    [InlineData(2, 1, "- You had a solution shown; walk through it once more without.")]
    public void Whoever_was_helped_found_no_way_alone(int hints, int solutions, string said)
    {
        var course = new Course { Hints = hints, Solutions = solutions };
        Take(course, 0, "rollback 1.2.2 uk", "uk");

        Said(course).ShouldContain(said);
        Said(course).ShouldNotContain("by yourself");
    }

    [Theory]
    [InlineData("rollback", "rollback 1.2.2 au", "and au was changed: read the region's name once more")]
    [InlineData("rollback", "kubectl --context au rollout undo deploy/web", "and au was changed: read the region's")]
    [InlineData("rollback", "rollback 1.2.2 uk au", "and au was changed: read the region's name once more")]
    [InlineData("rollback", "rollback 1.2.2", "and au was changed: name the regions,")]
    [InlineData("bad-release", "rollback 1.2.2 production", "and au was changed: name the regions,")]
    [InlineData("lock-held", "deploy 1.2.3 au", "and au was changed: read the region's")]
    [InlineData("half-migrated", "deploy 1.2.3 --regions=au", "and au was changed: read the region's")]
    [InlineData("unsafe-rollback", "rollback 1.2.2 au", "and au was changed: read the region's")]
    [InlineData("patch", "deploy 1.3.0", "about the repository alone, and au was changed: no region had to change")]
    public void What_a_step_was_not_about_is_named(string name, string line, string said)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        var course = new Course();
        Take(course, 0, line, "au");

        var end = string.Join(' ', Said(course, scenario).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        end.ShouldContain(said);
        end.ShouldNotContain("In step 1 you changed");
    }

    [Fact]
    public void A_step_that_an_earlier_slip_has_reached_is_not_done()
    {
        var course = new Course { IsDone = true };
        Take(course, 0, "rollback 1.2.2 au", "au");
        Take(course, 0, "rollback 1.2.2 uk", "uk");

        course.Pass(Scenario.Steps, 1).ShouldNotBeNull().Changed.ShouldBe(["au"]);

        Said(course).ShouldContain("every step is reached, step 2 only by a change");
    }

    [Fact]
    public void A_step_that_a_change_within_an_earlier_one_has_reached_is_passed_without_blame()
    {
        var course = new Course { IsDone = true };
        Take(course, 0, "rollback 1.2.2 uk", "uk");

        course.Pass(Scenario.Steps, 1).ShouldBeNull();

        Said(course).ShouldContain("Exercise rollback: every step is reached.");
    }

    [Theory]
    [InlineData("status au")]
    [InlineData("status --help")]
    [InlineData("completion bash")]
    [InlineData("git log")]
    public void A_look_at_something_else_is_none(string line)
    {
        var course = new Course { IsDone = true };
        Take(course, 0, line);
        Take(course, 0, "rollback 1.2.2 uk", "uk");
        Take(course, 0, line);

        Said(course).ShouldContain("- Look before the first change:");
        Said(course).ShouldContain("- Look again at the end:");
    }

    [Fact]
    public void A_look_that_was_mistyped_is_none()
    {
        var course = new Course();
        course.Add(new TakenCommand(0, Read("status --shema"), ExitCode.Usage, [], false));
        Take(course, 0, "rollback 1.2.2 uk", "uk");

        course.LookedFirst.ShouldBeFalse();
    }

    [Fact]
    public void A_judgement_after_the_first_change_is_no_look_before_it()
    {
        var course = new Course();
        Take(course, 0, "rollback 1.2.2 au", "au");
        Take(course, 0, "check-rollback 1.2.2 uk");
        Take(course, 0, "rollback 1.2.2 uk", "uk");

        var said = Said(course);

        said.ShouldContain("- Look before the first change:");
        said.ShouldContain("- Before you go back, ask check-rollback:");
        said.ShouldNotContain("You looked before");
    }

    [Fact]
    public void A_plan_that_is_read_after_the_release_is_none_before_it()
    {
        var course = new Course();
        Take(course, 1, "deploy 1.2.4", "uk", "au");
        Take(course, 1, "plan 1.2.4");

        Said(course, ScenarioCatalog.Find("bad-release")!).ShouldContain("- Before a release on a bad day,");
    }

    [Theory]
    [InlineData("half-migrated")]
    [InlineData("unsafe-rollback")]
    public void Whoever_changed_something_by_hand_went_neither_forward_nor_back(string name)
    {
        var course = new Course();
        Take(course, 0, "kubectl --context uk rollout undo deploy/web", "uk");

        var said = Said(course, ScenarioCatalog.Find(name)!);

        said.ShouldNotContain("You went");
        said.ShouldNotContain("Nothing had to be undone");
    }

    [Theory]
    [InlineData("deploy 1.3.0", false)]
    [InlineData("deploy v1.3.0 uk", false)]
    [InlineData("deploy 1.2.3", true)]
    public void A_version_that_was_to_wait_is_named(string line, bool isPatch)
    {
        var course = new Course();
        Take(course, 2, line, "uk", "au");

        var said = Said(course, ScenarioCatalog.Find("patch")!);

        said.Contains("You released the patch alone", StringComparison.Ordinal).ShouldBe(isPatch);
        said.Contains("You released 1.3.0,", StringComparison.Ordinal).ShouldBe(!isPatch);
    }

    [Fact]
    public void A_change_after_the_last_step_is_named()
    {
        var course = new Course { IsDone = true };
        Take(course, Scenario.Steps.Count, "deploy 1.2.3 uk", "uk");

        Said(course).ShouldContain("- After the last step you changed uk: nothing was left to do.");
    }

    private static TypedCommand Read(string line) => TypedCommand.Read(TypedLine.Words(line), out _);

    private static void Take(Course course, int step, string line, params string[] changed) =>
        course.Add(new TakenCommand(step, Read(line), 0, changed, false));

    private static string Said(Course course, Scenario? scenario = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        Debriefing.Write(output, scenario ?? Scenario, course);
        output.ToString().Split('\n').ShouldAllBe(line => line.Length <= 80);
        return output.ToString();
    }
}
