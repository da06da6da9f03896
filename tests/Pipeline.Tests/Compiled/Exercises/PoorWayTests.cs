using Pipeline.Exercises;
using Pipeline.Running;

namespace Pipeline.Tests.Compiled.Exercises;

/// <summary>Ways through an exercise that could be better.</summary>
public sealed class PoorWayTests
{
    // Ways that reach the goal, or not, and what is then said of them.
    private static readonly Dictionary<string, (string[] Lines, string Better)> PoorWays = new()
    {
        ["rollback"] = (
            ["rollback 1.2.2 --yes --accept-migration-risk"],
            "Step 1 was about uk, and au was changed: name the regions, or all of them change."
        ),
        ["bad-release"] = (
            ["deploy 1.2.3 uk --rollout-timeout=5s --yes", "rollback 1.2.2 uk --yes", "git pull", "deploy 1.2.4 --yes"],
            "Before a release on a bad day, read plan VERSION: it finds what is missing beforehand."
        ),
        ["lock-held"] = (
            ["unlock uk --yes", "deploy 1.2.3 uk --yes", "deploy 1.2.3 --wait-lock=2m --yes"],
            "The lock was broken while its holder was at work:"
        ),
        ["half-migrated"] = (
            ["rollback 1.2.2 uk --yes --unapply-migrations", "deploy 1.2.3 --yes"],
            "After a failed migration ask the database first: ./build.sh status --schema."
        ),
        ["unsafe-rollback"] = (
            ["rollback 1.2.2 uk --accept-migration-risk --yes"],
            "You went back: with the migrations un-applied, what their columns held is lost,"
        ),
        ["patch"] = (
            [
                "start-patch --line=1.2 --yes",
                "git checkout release-1.2",
                "git cherry-pick -x origin/fix-due-dates",
                "git push origin release-1.2",
                "deploy 1.2.3 --yes",
            ],
            "Read plan VERSION before a release:"
        ),
    };

    [Theory, MemberData(nameof(ExerciseProcess.Names), MemberType = typeof(ExerciseProcess))]
    public async Task A_poor_way_is_told_what_could_go_better(string name)
    {
        PoorWays.Keys.ShouldBe(ScenarioCatalog.Names, ignoreOrder: true);
        var (lines, better) = PoorWays[name];

        var run = await ExerciseProcess.RunAsync(name, lines);

        run.Output.ShouldContain("What could go better:");
        var said = run.Said;
        said.ShouldContain(better);
        said.ShouldContain("Look before the first change");
        said.ShouldNotContain("You looked before you changed anything");
    }

    [Fact]
    public async Task Older_code_on_a_schema_that_it_cannot_run_on_reaches_no_goal()
    {
        var run = (
            await ExerciseProcess.RunAsync(
                "unsafe-rollback",
                "rollback 1.2.2 uk --accept-migration-risk --yes",
                "status"
            )
        ).ShouldEndWith(ExitCode.Failed);

        run.Output.ShouldContain("Rollback 1.2.2 succeeded");
        run.Output.ShouldContain("Not finished: the input ended at step 1 of 2.");
        run.Said.ShouldContain("You overruled a check; ask what it had found before you do.");
    }

    [Fact]
    public async Task A_goal_that_is_reached_beforehand_is_passed()
    {
        var run = (await ExerciseProcess.RunAsync("half-migrated", "deploy 1.2.3 --yes")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("Mind: that changed au; this step is about uk.");
        run.Said.ShouldContain("That is so already: in step 1 you changed au, which it was not about.");
        run.Said.ShouldContain("every step is reached, step 2 only by a change that an earlier step was not about.");
    }

    [Fact]
    public async Task Whoever_goes_back_in_the_wrong_region_and_took_hints_is_not_praised_for_it()
    {
        string[] lines =
        [
            "hint",
            "hint",
            "check-rollback 1.2.2 uk",
            "history",
            "rollback 1.2.2 au --yes",
            "rollback 1.2.2 uk --yes",
        ];
        var run = (await ExerciseProcess.RunAsync("rollback", lines)).ShouldEndWith(ExitCode.Done);

        var said = run.Said;
        said.ShouldContain("Mind: that changed au; this step is about uk.");
        said.ShouldContain("That is so already: in step 1 you changed au, which it was not about.");
        said.ShouldContain("- You looked before you changed anything: history.");
        said.ShouldContain("- Step 1 was about uk, and au was changed: read the region's name once more");
        said.ShouldContain("- You had 2 hints shown;");
        said.ShouldNotContain("You found every way by yourself");
    }
}
