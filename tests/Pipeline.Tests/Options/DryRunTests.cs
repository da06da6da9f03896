using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Options;

/// <summary>A dry run of a target that changes something tells what would happen, and changes nothing.</summary>
public sealed class DryRunTests
{
    [Theory]
    [InlineData("--target=Deploy --dry-run", "Plan")]
    [InlineData("deploy 1.2.3 --dry-run", "Plan")]
    [InlineData("--dry-run --target=VerifyRollout", "Plan")]
    [InlineData("rollback 1.2.2 --dry-run", "CheckRollback")]
    [InlineData("deploy --dry-run=false", "Deploy")]
    public void It_asks_for_the_target_that_tells(string words, string target)
    {
        var line = CommandLine.Parse(words.Split(' '));

        line.Problems.ShouldBeEmpty();
        line.Targets.ShouldBe([target]);
        line.HostArguments.ShouldBe([$"--target={target}"]);
        line.IsDryRun.ShouldBeFalse();
    }

    [Theory]
    [InlineData(
        "unlock uk",
        "nothing tells beforehand what Unlock does, only of Deploy, Rollback and AddRegion; leave it out"
    )]
    [InlineData(
        "start-patch",
        "nothing tells beforehand what StartPatch does, only of Deploy, Rollback and AddRegion; leave it out"
    )]
    [InlineData("tag", "Plan speaks for the whole chain, not for Tag; take Deploy --dry-run")]
    [InlineData("set-image", "Plan speaks for the whole chain, not for SetImage; take Deploy --dry-run")]
    [InlineData("status", "Status changes nothing; leave it out")]
    [InlineData("drill", "Drill changes nothing; leave it out")]
    [InlineData("deploy --exclusive", "Plan speaks for the whole chain, not for Deploy alone; leave --exclusive out")]
    [InlineData("--target=Deploy --target=Rollback", "it tells of one target; give one")]
    public void Where_nothing_tells_it_is_refused_with_the_reason(string words, string reason) =>
        CommandLine.Parse([.. words.Split(' '), "--dry-run"]).Problems.ShouldBe([$"--dry-run: {reason}"]);

    [Theory]
    [InlineData("--unapply-migrations")]
    [InlineData("--accept-migration-risk")]
    [InlineData("--backup=never")]
    public async Task It_is_given_the_arguments_of_the_run_that_it_tells_of(string argument)
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.RunAsync("Rollback", argument, "--version=1.2.2", "--from=1.2.2", "--dry-run");

        run.ShouldEndWith(ExitCode.Done).Output.ShouldContain("No migration lies in between.");
        (await fleet.RunAsync("CheckRollback", argument, "--version=1.2.2", "--from=1.2.2"))
            .ShouldEndWith(ExitCode.Usage)
            .Errors.ShouldContain("CheckRollback does nothing with it");
    }

    [Fact]
    public async Task It_shows_the_plan_alone_and_touches_nothing()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.RunAsync("Deploy", "--dry-run");

        var plan = await fleet.RunAsync("Plan");
        run.ShouldEndWith(ExitCode.Done).Output.ShouldBe(plan.Output);
        run.Output.ShouldContain("No problems found for 1.2.3.");
        run.Json.ShouldBeNull();
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");
        fleet["north"].Requests.Where(request => request.IsWrite).ShouldBeEmpty();
    }
}
