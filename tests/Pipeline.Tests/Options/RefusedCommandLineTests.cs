using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Options;

public sealed class RefusedCommandLineTests
{
    private const string NeverRun = "--target=Preflight";

    private static readonly Dictionary<string, string> Nothing = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--regions=,")]
    [InlineData("--regions= ")]
    [InlineData("--gke-regions=,")]
    [InlineData("--waves=;")]
    [InlineData("--waves= , ; ")]
    public async Task A_list_that_names_nothing_is_refused(string argument)
    {
        var run = await RefusedAsync([NeverRun, "--version=1.2.3", argument]);

        var (name, value) = (argument.Split('=')[0], argument.Split('=')[1]);
        run.Errors.ShouldContain($"error: {name}: '{value}' names nothing");
    }

    [Theory]
    [InlineData("REGIONS", ",")]
    [InlineData("REGIONS", " ")]
    [InlineData("CLUSTERS", " , ")]
    public async Task A_list_from_the_environment_that_names_nothing_is_refused(string variable, string value)
    {
        var run = await RefusedAsync([NeverRun, "--version=1.2.3"], new() { [variable] = value });

        run.Errors.ShouldContain($"error: {variable}: '{value}' names nothing");
    }

    [Theory]
    [InlineData("Foo/Bar")]
    [InlineData("registry.example/Foo")]
    [InlineData("foo/bar")]
    [InlineData("registry.example/foo:1")]
    [InlineData("registry.example/")]
    public async Task An_image_that_no_registry_takes_is_refused_at_once(string image)
    {
        var run = await RefusedAsync([NeverRun, "--version=1.2.3"], new() { ["IMAGE"] = image });

        run.Errors.ShouldContain($"error: IMAGE: '{image}' has to be REGISTRY/REPOSITORY without a tag");
    }

    [Theory]
    [InlineData("--fault=uk:crash-loop", "--fault: only a drill")]
    [InlineData("--serve", "--serve: only a drill")]
    public async Task What_only_a_drill_understands_is_refused_elsewhere(string argument, string message)
    {
        var run = await RefusedAsync([NeverRun, "--version=1.2.3", argument]);

        run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem()
            .ShouldStartWith($"error: {message}");
    }

    [Theory]
    [InlineData("taken/record.json")]
    [InlineData("taken/below/record.json")]
    [InlineData("folder")]
    public async Task A_record_that_cannot_be_written_is_refused_before_anything_runs(string name)
    {
        using var folder = new TemporaryFolder();
        folder.Write("taken", "a file, not a folder");
        Directory.CreateDirectory(folder["folder"]);

        var run = await RefusedAsync(["--target=Drill", $"--record={folder[name]}"]);

        run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem()
            .ShouldStartWith($"error: --record: {folder[name]}: the record cannot be written there");
    }

    [Fact]
    public async Task A_code_quality_report_that_cannot_be_written_is_refused_before_anything_runs()
    {
        using var folder = new TemporaryFolder();
        folder.Write("taken", "a file, not a folder");

        var run = await RefusedAsync(["--target=CheckMigrations", $"--code-quality={folder["taken/report.json"]}"]);

        run.Errors.ShouldContain("error: --code-quality: ");
        run.Errors.ShouldContain("taken/report.json: the code quality report cannot be written there");
    }

    [Fact]
    public async Task A_rollback_has_nothing_to_go_back_to_when_it_fails()
    {
        var run = await RefusedAsync(["--target=Rollback", "--version=1.2.2", "--on-failure=rollback"]);

        run.Errors.ShouldContain(
            "--on-failure: a rollback that fails has nothing behind it to go back to; leave it out"
        );
    }

    [Fact]
    public async Task A_live_picture_needs_a_terminal()
    {
        var run = await RefusedAsync(["--target=Drill", "--progress=live"]);

        run.Errors.TrimEnd()
            .ShouldBe(
                "error: --progress=live: the output is no terminal that can be painted on; leave it out for plain lines"
            );
    }

    [Fact]
    public async Task The_usage_starts_with_the_rehearsal_and_names_the_arguments_of_Cake()
    {
        var run = (await CommandRun.OfAsync([], Nothing, Ct)).ShouldEndWith(ExitCode.Done);

        run.Lines.First(line => line.StartsWith("./build.sh", StringComparison.Ordinal))
            .ShouldStartWith("./build.sh --target=Drill ");
        foreach (var argument in new[] { "--exclusive", "--dryrun", "--verbosity=", "--tree", "--description" })
            run.Lines.ShouldContain(line => line.StartsWith(argument, StringComparison.Ordinal));
    }

    private static async Task<FinishedRun> RefusedAsync(
        IReadOnlyList<string> arguments,
        Dictionary<string, string>? variables = null
    )
    {
        var run = (await CommandRun.OfAsync(arguments, variables ?? Nothing, Ct)).ShouldEndWith(ExitCode.Usage);
        run.Output.ShouldBeEmpty();
        return run;
    }
}
