using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>A run that changes something writes its record to standard output for programs, and nothing else.</summary>
public sealed class OutputOfRunTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_record_is_all_that_a_release_writes_to_standard_output()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.RunAsync("Deploy", "--output=json")).ShouldEndWith(ExitCode.Done);

        run.Output.Trim().ShouldBe(run.Json!.Trim());
        run.Errors.ShouldContain("[north] verify: done");
        run.Errors.ShouldContain("Deploy 1.2.3 succeeded");
    }

    [Fact]
    public async Task A_release_that_fails_and_one_that_is_refused_write_theirs()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Access.Deny("patch", "deployments.apps");

        var run = (await fleet.RunAsync("Deploy", "--output=json")).ShouldEndWith(ExitCode.Refused);

        var record = RecordFormat.Read("output", run.Output);
        (record.Target, record.Outcome).ShouldBe(("Deploy", Outcome.Refused));
        record.Problems.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task So_does_a_rollback()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        var run = await fleet.RunAsync("Rollback", "--version=1.2.2", "--output=json");

        var record = RecordFormat.Read("output", run.ShouldEndWith(ExitCode.Done).Output);
        (record.Target, record.Version, record.Regions[0].Live).ShouldBe(("Rollback", "1.2.2", "1.2.2"));
    }

    [Fact]
    public async Task What_the_secret_keeper_hides_is_hidden_there_too()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await fleet.RunAsync("Deploy", "--output=json", $"--actor=x{StagedFleet.Password}x");

        run.Output.ShouldNotContain(StagedFleet.Password);
    }

    [Theory]
    [InlineData("Deploy", "--output=markdown", "--output: Deploy has no format 'markdown', only table, json")]
    [InlineData("Deploy", "--output=xml", "--output: unknown value 'xml'; known: table, json, markdown, shell, gitlab")]
    [InlineData(
        "Deploy --target=Status",
        "--output=json",
        "--output: the record of Deploy takes standard output alone; give one target"
    )]
    public async Task A_format_that_a_target_has_not_is_refused(string target, string output, string problem)
    {
        var run = await CommandRun.OfAsync(
            [.. $"--target={target}".Split(' '), "--version=1.2.3", output],
            new Dictionary<string, string>(),
            Ct
        );

        run.ShouldEndWith(ExitCode.Usage).Errors.TrimEnd().ShouldBe($"error: {problem}");
        run.Output.ShouldBeEmpty();
    }
}
