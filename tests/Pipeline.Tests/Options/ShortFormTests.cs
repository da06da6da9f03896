using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Options;

public sealed class ShortFormTests
{
    [Theory]
    [InlineData("deploy 1.2.3 uk", "--target=Deploy --version=1.2.3 --regions=uk")]
    [InlineData("Deploy v1.2.3 uk,au qatar", "--target=Deploy --version=1.2.3 --regions=uk,au,qatar")]
    [InlineData("DEPLOY V1.2.3", "--target=Deploy --version=1.2.3")]
    [InlineData("check-rollback 1.2.2 --from=1.2.3", "--target=check-rollback --version=1.2.2 --from=1.2.3")]
    [InlineData("--yes deploy --bump patch uk", "--target=deploy --regions=uk --yes --bump patch")]
    [InlineData("deploy --tail-migration 1.2.3", "--target=Deploy --version=1.2.3 --tail-migration")]
    [InlineData("status uk", "--target=Status --regions=uk")]
    [InlineData("add-region bahrain --provider=aks", "--target=AddRegion --regions=bahrain --provider=aks")]
    [InlineData(
        "drill 4.0.0 uk --fault=uk:crash-loop",
        "--target=Drill --version=4.0.0 --regions=uk --fault=uk:crash-loop"
    )]
    [InlineData("plan 1.2.3", "--target=Plan --version=1.2.3")]
    [InlineData("start-patch 1.2", "--target=StartPatch --line=1.2")]
    [InlineData("--app=x Finish-Patch 1.2", "--target=FinishPatch --line=1.2 --app=x")]
    [InlineData("test", "--target=Test")]
    [InlineData("help", "--help")]
    [InlineData("help deploy", "--target=Deploy --help")]
    [InlineData("Deploy Help", "--target=Deploy --help")]
    [InlineData("--target=Deploy help", "--target=Deploy --help")]
    public void It_stands_for_arguments(string words, string expected)
    {
        var (line, full) = (CommandLine.Parse(words.Split(' ')), CommandLine.Parse(expected.Split(' ')));

        line.Problems.ShouldBeEmpty();
        line.Targets.ShouldBe(full.Targets);
        line.AsksForHelp.ShouldBe(full.AsksForHelp);
        line.HostArguments.ShouldBe(full.HostArguments, ignoreOrder: true);
        foreach (var argument in KnownArguments.Release)
            line.Values(argument.Name).ShouldBe(full.Values(argument.Name), argument.Name);
        line.Words.ShouldAllBe(word => word.StartsWith('-') || word == "patch");
    }

    [Theory]
    [InlineData("depoly 1.2.3 uk", "there is no target 'depoly'; did you mean 'Deploy'?")]
    [InlineData("chek-rollback 1.2.3", "there is no target 'chek-rollback'; did you mean 'CheckRollback'?")]
    [InlineData("deploy uk 1.2.3 foo", "'1.2.3': the version comes before the regions: ./build.sh Deploy 1.2.3 REGION")]
    [InlineData("deploy 1.2.3 uk 1.2.4", "'1.2.4': the version 1.2.3 is given already; give one")]
    [InlineData("deploy 1.2 uk", "'1.2' is not a version X.Y.Z; other image tags need --version=TAG")]
    [InlineData("deploy v1.2.3.4", "'v1.2.3.4' is not a version X.Y.Z; other image tags need --version=TAG")]
    [InlineData("deploy 1.2.3 --version=1.2.4", "--version is given twice; give it once")]
    [InlineData("deploy 1.2.3 uk --regions=au", "--regions is given twice; give it once")]
    [InlineData("status 1.2.3", "'1.2.3': Status takes no version; leave it out")]
    [InlineData("status uk 1.2.3", "'1.2.3': Status takes no version; leave it out")]
    [InlineData("start-patch 1.0 1.1", "--line is given twice; give it once")]
    [InlineData("finish-patch 1.0 --line=1.1", "--line is given twice; give it once")]
    [InlineData("test uk", "'uk': Test takes no regions; ./build.sh help Test lists what it takes")]
    [InlineData("revert comit", "'comit': Revert takes no regions; did you mean --commit?")]
    [InlineData("--target=Deploy 1.2.3", "'1.2.3' is no argument; arguments look like --name=value")]
    public void A_wrong_word_is_one_line(string words, string problem) =>
        CommandLine.Parse(words.Split(' ')).Problems.ShouldBe([problem]);

    [Theory]
    [InlineData("report artifacts/deploy-x.json", "'artifacts/deploy-x.json': write --record=artifacts/deploy-x.json")]
    [InlineData("report DEPLOY.JSON", "'DEPLOY.JSON': write --record=DEPLOY.JSON")]
    [InlineData("report artifacts/record", "'artifacts/record': write --record=artifacts/record")]
    [InlineData("release-notes images.json", "'images.json': write --record=images.json")]
    [InlineData("report 1.2.3", "'1.2.3': Report takes no version; leave it out")]
    [InlineData("status x.json", "'x.json': Status takes no version; leave it out")]
    public void A_file_is_no_version(string words, string problem) =>
        CommandLine.Parse(words.Split(' ')).Problems.ShouldBe([problem]);

    [Theory]
    [InlineData("deploy 1.2.3 foo")]
    [InlineData("deploy 1.2.3 deploy")]
    [InlineData("deploy 1.2.3 yes")]
    public async Task A_word_that_is_no_region_releases_nothing(string words)
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await CommandRun.OfAsync(
            [.. words.Split(' '), $"--fleet={fleet.FleetFilePath}", $"--app={fleet.App}"],
            fleet.Environment,
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Usage);
        run.Errors.TrimEnd()
            .ShouldBe($"error: --regions: unknown region '{words.Split(' ')[2]}'; regions: north; groups: all");
        fleet["north"].Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("help start-patch", "in short, start-patch 1.2")]
    [InlineData("help finish-patch", "in short, start-patch 1.2")]
    [InlineData("help", "or: ./build.sh start-patch|finish-patch LINE")]
    public async Task The_help_tells_of_a_line_in_short(string words, string said)
    {
        var run = await CommandRun.OfAsync(
            words.Split(' '),
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Done).Said.ShouldContain(said);
    }

    [Theory]
    [InlineData("start-patch v1.2", "--line: 'v1.2' is not a line X.Y")]
    [InlineData("start-patch 1.2.3", "--line: '1.2.3' is not a line X.Y")]
    [InlineData("finish-patch release-1.2", "--line: 'release-1.2' is not a line X.Y")]
    [InlineData("finish-patch uk", "--line: 'uk' is not a line X.Y")]
    [InlineData("start-patch", "no line: give --line=X.Y")]
    public async Task What_is_no_line_is_one_error(string words, string problem)
    {
        var run = await CommandRun.OfAsync(
            words.Split(' '),
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Usage).Errors.TrimEnd().ShouldBe($"error: {problem}");
    }

    [Fact]
    public async Task A_release_in_short_is_the_same_release()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");

        var run = await CommandRun.OfAsync(
            ["deploy", "v1.2.3", "south", .. fleet.Words("Deploy", []).Where(word => !IsSaid(word))],
            fleet.Environment,
            TestContext.Current.CancellationToken
        );

        var record = run.ShouldEndWith(ExitCode.Done).Record;
        (record.Target, record.Version).ShouldBe(("Deploy", "1.2.3"));
        record.Regions.Select(region => region.Name).ShouldBe(["south"]);
        record.Arguments.ShouldContain("--regions=south");

        static bool IsSaid(string word) =>
            word.StartsWith("--target=", StringComparison.Ordinal)
            || word.StartsWith("--version=", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_target_has_one_name_with_its_words_apart()
    {
        TargetCatalog.Names.Select(TargetCatalog.WordsApart).ShouldBeUnique();
        TargetCatalog.All.ShouldAllBe(target => TargetCatalog.Find(TargetCatalog.WordsApart(target.Name)) == target);
    }

    [Fact]
    public void Every_argument_is_in_the_table_of_takers() =>
        KnownArguments.Release.ShouldAllBe(argument =>
            TargetCatalog.All.Any(target => ArgumentTakers.Takes(target, argument.Name))
        );
}
