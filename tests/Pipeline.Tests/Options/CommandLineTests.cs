using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Options;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--version=1.2.3")]
    [InlineData("-version=1.2.3")]
    [InlineData("--VERSION=1.2.3")]
    [InlineData("--version", "1.2.3")]
    public void The_version_is_handed_on_in_every_spelling(params string[] words)
    {
        var line = CommandLine.Parse(words);

        line.Value("version").ShouldBe("1.2.3");
        line.Has("version").ShouldBeTrue();
        line.OnlyShows.ShouldBeFalse();
        line.HostArguments.ShouldBeEmpty();
        line.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--ver")]
    [InlineData("--version", "--verbosity=quiet")]
    public void A_bare_version_asks_for_the_tools_own(params string[] words)
    {
        var line = CommandLine.Parse(words);

        line.OnlyShows.ShouldBeTrue();
        line.HostArguments.ShouldContain("--version");
        line.Has("version").ShouldBeFalse();
        line.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--version --target=Deploy")]
    [InlineData("--target=Deploy --version --yes")]
    [InlineData("deploy uk --version")]
    [InlineData("--target=Status --ver")]
    public async Task An_empty_version_beside_a_target_does_not_pass_for_a_run(string words)
    {
        const string Problem = "--version needs a value: --version=X.Y.Z";
        CommandLine.Parse(words.Split(' ')).Problems.ShouldBe([Problem]);

        var run = await CommandRun.OfAsync(
            words.Split(' '),
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken,
            hasRecord: false
        );

        run.ShouldEndWith(ExitCode.Usage).Errors.TrimEnd().ShouldBe($"error: {Problem}");
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--version=1.2.3 --version=1.2.4", "--version is given twice; give it once")]
    [InlineData("--regions=uk --REGIONS qatar", "--regions is given twice; give it once")]
    [InlineData("--yes --yes", "--yes is given twice; give it once")]
    public void The_same_option_twice_is_refused_and_the_last_one_does_not_win(string words, string problem) =>
        CommandLine.Parse(words.Split(' ')).Problems.ShouldBe([problem]);

    [Fact]
    public void Without_a_target_it_is_the_default() => CommandLine.Parse([]).Targets.ShouldBe(["Default"]);

    [Theory]
    [InlineData("--target=Deploy", "Deploy")]
    [InlineData("-t=Deploy", "Deploy")]
    [InlineData("-t Deploy", "Deploy")]
    [InlineData("--target Tag --target=Deploy", "Tag Deploy")]
    public void Targets_are_kept_in_order(string words, string targets) =>
        string.Join(' ', CommandLine.Parse(words.Split(' ')).Targets).ShouldBe(targets);

    [Theory]
    [InlineData("--verson=1", "unknown argument --verson; did you mean --version?")]
    [InlineData("--region=uk", "unknown argument --region; did you mean --regions?")]
    [InlineData("-target-migration", "unknown argument -target-migration; did you mean --tail-migration?")]
    [InlineData("--tre", "unknown argument --tre; did you mean --tree?")]
    [InlineData("--ver=1.2.3", "unknown argument --ver; ./build.sh --target=Default lists all")]
    [InlineData("--xyzzy", "unknown argument --xyzzy; ./build.sh --target=Default lists all")]
    [InlineData("--", "'--' is no argument; arguments look like --name=value")]
    [InlineData("", "'' is no argument; arguments look like --name=value")]
    [InlineData("--regions=", "--regions needs a value: --regions=a,b")]
    [InlineData("--regions", "--regions needs a value: --regions=a,b")]
    [InlineData("--version=", "--version needs a value: --version=X.Y.Z")]
    [InlineData("--target=", "--target needs a value: --target=NAME")]
    [InlineData(
        "--verbosity=loud",
        "--verbosity: unknown value 'loud'; known: quiet, minimal, normal, verbose, diagnostic"
    )]
    [InlineData("--dryrun=maybe", "--dryrun is a flag: it takes no value but true and false, not 'maybe'")]
    public void What_is_wrong_with_a_word_is_one_line(string word, string problem) =>
        CommandLine.Parse([word]).Problems.ShouldBe([problem]);

    [Fact]
    public void An_argument_without_its_value_does_not_take_the_next_argument() =>
        CommandLine.Parse(["--regions", "--gke"]).Problems.ShouldBe(["--regions needs a value: --regions=a,b"]);

    [Fact]
    public void All_problems_are_kept() =>
        CommandLine.Parse(["--verson=1", "--target=Tag", "x", "--regions="]).Problems.Count.ShouldBe(3);

    [Theory]
    [InlineData("--tree")]
    [InlineData("--showtree")]
    [InlineData("--description")]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--info")]
    [InlineData("--tree=true")]
    public void Some_arguments_only_show_something(string word) => CommandLine.Parse([word]).OnlyShows.ShouldBeTrue();

    [Theory]
    [InlineData("--tree=false")]
    [InlineData("--dryrun=false")]
    [InlineData("--exclusive=false")]
    public void A_flag_that_is_set_to_false_is_as_good_as_absent(string word)
    {
        var line = CommandLine.Parse([word]);

        line.OnlyShows.ShouldBeFalse();
        line.IsDryRun.ShouldBeFalse();
        line.IsExclusive.ShouldBeFalse();
        line.HostArguments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--noop")]
    [InlineData("--WhatIf")]
    public void A_dry_run_is_known_in_all_spellings(string word)
    {
        CommandLine.Parse([word]).IsDryRun.ShouldBeTrue();
        CommandLine.Parse([word]).HostArguments.ShouldBe(["--dryrun"]);
    }

    [Theory]
    [InlineData("--verbosity=Quiet")]
    [InlineData("-v=d")]
    public void Verbosity_is_the_hosts(string word) => CommandLine.Parse([word]).Problems.ShouldBeEmpty();

    [Fact]
    public void Values_are_data_whatever_they_hold()
    {
        var line = CommandLine.Parse(["--actor=$(id); `x` \"y\" = z\n", "--record=a=b"]);

        line.Value("actor").ShouldBe("$(id); `x` \"y\" = z\n");
        line.Value("record").ShouldBe("a=b");
    }

    [Fact]
    public void Every_argument_has_a_name_of_its_own() =>
        KnownArguments.Release.Concat(KnownArguments.Host).Select(argument => argument.Name).ShouldBeUnique();
}
