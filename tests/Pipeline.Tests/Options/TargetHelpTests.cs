using Foundation.Failures;
using Pipeline.Options;
using Pipeline.Requests;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Runs;

namespace Pipeline.Tests.Options;

public sealed class TargetHelpTests
{
    public static TheoryData<string> Names => [.. TargetCatalog.Names.Except([TargetNames.Default])];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--target=Rollback", "--help")]
    [InlineData("help", "rollback")]
    [InlineData("rollback", "--help")]
    [InlineData("-h", "-t=rollback")]
    public async Task A_target_has_help_of_its_own(params string[] words)
    {
        var run = await HelpAsync(words);

        run.Lines[0].ShouldStartWith("Rollback: Goes back to an older version");
        run.Lines.ShouldContain("./build.sh --target=Rollback --version=1.2.2 --regions=uk");
        run.Lines.ShouldContain(line => line.StartsWith("--unapply-migrations", StringComparison.Ordinal));
        foreach (var foreign in new[] { "--line", "--bump", "--fault", "--kubeconfig", "--exclusive" })
            run.Output.ShouldNotContain(foreign);
        run.Output.ShouldContain("Exit codes: 0 done");
        run.Lines.Last(line => line.Length > 0).ShouldBe("More: docs/rolling-back.md");
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Help_fits_a_terminal_and_names_what_the_target_takes(string name)
    {
        var target = TargetCatalog.Find(name)!;

        var run = await HelpAsync([$"--target={name}", "--help"]);

        run.Output.Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= 80);
        foreach (var argument in KnownArguments.Release)
            run.Lines.Any(line => line.Split(' ', '=')[0] == $"--{argument.Name}")
                .ShouldBe(ArgumentTakers.Takes(target, argument.Name), argument.Name);
    }

    [Theory]
    [InlineData("history", "--output=table|json|markdown ")]
    [InlineData("plan", "--output=table|json|markdown|shell ")]
    [InlineData("pipeline", "--output=gitlab ")]
    [InlineData("addregion", "--regions=NAME  ")]
    [InlineData("addregion", "--gke-project=NAME  ")]
    [InlineData("deploy", "--regions=a,b  ")]
    public async Task What_an_argument_takes_is_what_the_target_takes(string target, string line)
    {
        var run = await HelpAsync(["help", target]);

        run.Lines.ShouldContain(each => $"{each} ".StartsWith(line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_an_existing_fleet_is_said_of_a_region_that_is_added()
    {
        var run = await HelpAsync(["help", "add-region"]);

        run.Output.ShouldNotContain("does not know");
    }

    [Theory, MemberData(nameof(Names))]
    public void The_example_of_a_target_is_a_command_line_that_it_takes(string name)
    {
        var facts = TargetCatalog.Find(name)!.Facts;
        string[] words = [$"--target={name}", .. facts.Example.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        var line = CommandLine.Parse(words);

        line.Problems.ShouldBeEmpty();
        File.Exists(Path.Combine(Repository.Root, facts.Page)).ShouldBeTrue(facts.Page);
        try
        {
            RequestReader.Read(line, RunEnvironments.Of(), Ct);
        }
        catch (UsageException exception)
        {
            // The record of an earlier run is there only after one.
            exception.Problems.ShouldHaveSingleItem().ShouldStartWith("--record: ");
            facts.Record.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Help_for_a_target_that_is_none_suggests_the_nearest()
    {
        var run = await CommandRun.OfAsync(["help", "depoly"], new Dictionary<string, string>(), Ct);

        run.ShouldEndWith(ExitCode.Usage)
            .Errors.TrimEnd()
            .ShouldBe("error: there is no target 'depoly'; did you mean 'Deploy'?");
    }

    private static async Task<FinishedRun> HelpAsync(string[] words) =>
        (await CommandRun.OfAsync(words, new Dictionary<string, string>(), Ct)).ShouldEndWith(ExitCode.Done);
}
