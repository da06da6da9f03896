using Drill.Faults;
using Pipeline.Exercises;
using Pipeline.Running;

namespace Pipeline.Tests.Drills;

public sealed class DrillUsageTests
{
    [Fact]
    public async Task An_unknown_region_is_refused_with_the_list()
    {
        var run = await RefusedAsync("--regions=uk,au", "--fault=mars:crash-loop");

        run.Errors.ShouldContain("--fault: 'mars' is not among the regions of this run: uk, au");
    }

    [Fact]
    public async Task A_region_that_is_no_part_of_this_run_is_refused_too()
    {
        var run = await RefusedAsync("--regions=uk", "--fault=au:crash-loop");

        run.Errors.ShouldContain("'au' is not among the regions of this run: uk");
    }

    [Fact]
    public async Task An_unknown_kind_is_refused_with_the_nearest_and_the_list()
    {
        var run = await RefusedAsync("--fault=uk:crashloop");

        run.Errors.ShouldContain("did you mean 'crash-loop'?");
        foreach (var kind in FaultKind.All)
            run.Errors.ShouldContain(kind.Name);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var run = await RefusedAsync("--fault=mars:sunny", "--fault=rain", "--version=0.0.0", "--rollout-timeout=soon");

        run.Errors.ShouldContain("'mars'");
        run.Errors.ShouldContain("'sunny'");
        run.Errors.ShouldContain("'rain' is not REGION:KIND");
        run.Errors.ShouldContain("0.0.0");
        run.Errors.ShouldContain("soon");
    }

    [Fact]
    public async Task An_unknown_exercise_is_refused_with_the_nearest_or_the_list()
    {
        (await RefusedAsync("--scenario=rolback")).Errors.ShouldContain(
            "--scenario: there is no exercise 'rolback'; did you mean 'rollback'?"
        );
        var run = await RefusedAsync("--scenario=sunshine");
        foreach (var name in ScenarioCatalog.Names)
            run.Errors.ShouldContain(name);
    }

    [Theory]
    [InlineData("--fault=uk:crash-loop")]
    [InlineData("--serve")]
    [InlineData("--regions=uk")]
    [InlineData("--version=1.2.3")]
    [InlineData("--on-failure=rollback")]
    [InlineData("--report=page.html")]
    public async Task An_exercise_sets_its_own_stage(string argument)
    {
        var run = await RefusedAsync("--scenario=rollback", argument);

        run.Errors.ShouldContain($"error: {argument.Split('=')[0]}: an exercise sets its own stage; leave it out");
    }

    [Fact]
    public async Task Only_a_drill_has_exercises()
    {
        var run = await CommandRun.OfAsync(
            ["--target=Status", "--scenario=rollback"],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Usage).Errors.ShouldContain("--scenario: only a drill has exercises;");
    }

    private static async Task<FinishedRun> RefusedAsync(params string[] arguments)
    {
        var run = (await CommandRun.DrillAsync(arguments)).ShouldEndWith(ExitCode.Usage);
        run.Output.ShouldBeEmpty();
        run.Json.ShouldBeNull();
        return run;
    }
}
