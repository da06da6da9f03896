using Pipeline.Exercises;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Exercises;

/// <summary>Every exercise as a process of its own, with commands that really run, from a pipe.</summary>
public sealed class ExerciseTests
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

    public static TheoryData<string> Names => [.. ScenarioCatalog.Names];

    [Theory, MemberData(nameof(Names))]
    public async Task The_way_that_it_shows_leads_through_it_and_is_praised(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        string[] looks = ["status --schema", "check-rollback 1.2.2 --regions=uk"];
        var shown = scenario.Steps.SelectMany(step => step.Solution).Select(Confirmed);

        var run = (await RunAsync(name, [.. looks, .. shown, "status"])).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain($"Exercise {name}: every step is reached.");
        run.Output.ShouldNotContain("What could go better");
        var said = run.Said;
        said.ShouldContain("What you did well: - You looked before you changed anything: status and check-rollback");
        foreach (var remark in scenario.Remarks)
            said.ShouldContain(remark.Well);
        said.ShouldContain($"To talk about: - {scenario.Discuss}");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_poor_way_is_told_what_could_go_better(string name)
    {
        PoorWays.Keys.ShouldBe(ScenarioCatalog.Names, ignoreOrder: true);
        var (lines, better) = PoorWays[name];

        var run = await RunAsync(name, lines);

        run.Output.ShouldContain("What could go better:");
        var said = run.Said;
        said.ShouldContain(better);
        said.ShouldContain("Look before the first change");
        said.ShouldNotContain("You looked before you changed anything");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Whoever_quits_hears_of_it_and_nothing_stays(string name)
    {
        using var folder = new TemporaryFolder();

        var run = (await RunAsync(folder, name, "hint", "solution", "goal", "frobnicate", "quit")).ShouldEndWith(
            ExitCode.Failed
        );

        var (said, first) = (run.Said, ScenarioCatalog.Find(name)!.Steps[0]);
        said.ShouldContain($"Hint: {first.Hints[0]}");
        said.ShouldContain($"One way: {string.Join(" ", first.Solution)}");
        said.ShouldContain("'frobnicate' is no command here");
        said.ShouldContain("Not finished: you have quit at step 1 of");
        said.ShouldNotContain("What you did well");
        run.Lines.Where(line => !line.StartsWith("cd ", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Length <= 80);
        Directory.EnumerateFileSystemEntries(folder["temporary"]).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(folder["home"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Older_code_on_a_schema_that_it_cannot_run_on_reaches_no_goal()
    {
        var run = (
            await RunAsync("unsafe-rollback", "rollback 1.2.2 uk --accept-migration-risk --yes", "status")
        ).ShouldEndWith(ExitCode.Failed);

        run.Output.ShouldContain("Rollback 1.2.2 succeeded");
        run.Output.ShouldContain("Not finished: the input ended at step 1 of 2.");
        run.Said.ShouldContain("You overruled a check; ask what it had found before you do.");
    }

    [Fact]
    public async Task A_goal_that_is_reached_beforehand_is_passed()
    {
        var run = (await RunAsync("half-migrated", "deploy 1.2.3 --yes")).ShouldEndWith(ExitCode.Done);

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
        var run = (await RunAsync("rollback", lines)).ShouldEndWith(ExitCode.Done);

        var said = run.Said;
        said.ShouldContain("Mind: that changed au; this step is about uk.");
        said.ShouldContain("That is so already: in step 1 you changed au, which it was not about.");
        said.ShouldContain("- You looked before you changed anything: history.");
        said.ShouldContain("- Step 1 was about uk, and au was changed: read the region's name once more");
        said.ShouldContain("- You had 2 hints shown;");
        said.ShouldNotContain("You found every way by yourself");
    }

    [Fact]
    public async Task Control_C_ends_it_and_removes_all_of_it()
    {
        using var folder = new TemporaryFolder();
        await using var exercise = Start(folder, "rollback", keepsInput: true);
        await exercise.SaysAsync("Goal: uk serves");

        await exercise.InterruptAsync();

        var run = (await exercise.EndAsync(folder["record.json"])).ShouldEndWith(ExitCode.Interrupted);
        run.Errors.ShouldContain("Stopping: removing the clusters.");
        Directory.EnumerateFileSystemEntries(folder["temporary"]).ShouldBeEmpty();
    }

    // A person answers the questions of the commands that they are shown.
    private static string Confirmed(string line) =>
        line.Contains("build.sh ", StringComparison.Ordinal)
        && !line.Contains(" status", StringComparison.Ordinal)
        && !line.Contains(" plan ", StringComparison.Ordinal)
        && !line.Contains(" check-", StringComparison.Ordinal)
            ? $"{line} --yes"
            : line;

    private static async Task<FinishedRun> RunAsync(string name, params string[] lines)
    {
        using var folder = new TemporaryFolder();
        return await RunAsync(folder, name, lines);
    }

    private static async Task<FinishedRun> RunAsync(TemporaryFolder folder, string name, params string[] lines)
    {
        await using var exercise = Start(folder, name, keepsInput: false, lines);
        return await exercise.EndAsync(folder["record.json"]);
    }

    private static RunningCommand Start(TemporaryFolder folder, string name, bool keepsInput, params string[] lines) =>
        CompiledCommand.Start(
            folder,
            ["drill", $"--scenario={name}"],
            new Dictionary<string, string> { ["GITLAB_TOKEN"] = "the real token", ["VERSION"] = "9.9.9" },
            string.Concat(lines.Select(line => $"{line}\n")),
            keepsInput
        );
}
