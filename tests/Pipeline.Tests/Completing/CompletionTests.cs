using System.Diagnostics;
using Pipeline.Completing;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Runs;

namespace Pipeline.Tests.Completing;

public sealed class CompletionTests
{
    private static readonly string[] Tags = ["1.2.3", "1.2.2", "1.1.9"];

    [Theory]
    [InlineData("dep", "deploy")]
    [InlineData("Che", "check-benchmark check-migrations check-rollback")]
    [InlineData("help ro", "rollback")]
    [InlineData("deploy ", "1.2.3 1.2.2 1.1.9 production uk uae au us qatar ksa eu")]
    [InlineData("deploy 1.2.3 u", "uk uae us")]
    [InlineData("deploy 1.2.3 uk,q", "uk,qatar")]
    [InlineData("status q", "qatar")]
    [InlineData("completion ", "bash zsh fish")]
    [InlineData("start-patch ", "1.2 1.1")]
    [InlineData("start-patch 1.2 ", "")]
    [InlineData("finish-patch --line=1.1", "--line=1.1")]
    [InlineData("--target=Rol", "--target=Rollback")]
    [InlineData("--target=Deploy --version=", "--version=1.2.3 --version=1.2.2 --version=1.1.9")]
    [InlineData("--target=Deploy --regions=uk,q", "--regions=uk,qatar")]
    [InlineData("--target=Deploy --regions q", "qatar")]
    [InlineData("--target=Deploy --on-f", "--on-failure=")]
    [InlineData("--target=Deploy --on-failure=", "--on-failure=stop --on-failure=rollback")]
    [InlineData("deploy --unapply", "")]
    [InlineData("rollback --unapply", "--unapply-migrations")]
    [InlineData("drill --fault=uk:crash", "--fault=uk:crash-loop")]
    [InlineData("drill --scenario=ro", "--scenario=rollback")]
    [InlineData("drill --scenario b", "bad-release")]
    [InlineData("deploy 1.2.3 --fleet=nowhere.yaml u", "")]
    public void A_word_becomes_what_fits_in_its_place(string words, string expected) =>
        string.Join(' ', Of(words)).ShouldBe(expected);

    [Fact]
    public void Without_a_word_every_target_is_offered() =>
        Of("")
            .ShouldBe(
                [.. TargetCatalog.Names.Except([TargetNames.Default]).Select(TargetCatalog.WordsApart), "help"],
                ignoreOrder: true
            );

    [Fact]
    public void A_name_that_a_shell_would_run_is_not_offered()
    {
        string[] tags = ["1.2.3", "$(touch here)", "1.2.4;reboot", "`id`"];

        var offered = new Completions(_ => tags).Of(["rollback", ""], RunEnvironments.Of());

        offered.Intersect(tags).ShouldBe(["1.2.3"]);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void A_script_is_for_the_checkout_that_has_printed_it(string shell) =>
        CompletionScript.Of(shell, "/src/my tool").ShouldContain("= '/src/my tool'");

    [Fact]
    public async Task Versions_are_the_tags_of_the_checkout_newest_first()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        (await VersionTags.ReadAsync(fleet.App, TestContext.Current.CancellationToken))[0].ShouldBe("1.2.2");
        (await VersionTags.ReadAsync(Path.GetTempPath(), TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await VersionTags.ReadAsync("/nowhere", TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task The_target_prints_the_script_of_a_shell(string shell)
    {
        var run = await CommandRun.OfAsync(["completion", shell], new Dictionary<string, string>(), Ct);

        run.ShouldEndWith(ExitCode.Done).Output.ShouldStartWith($"# Completion of ./build.sh for {shell}");
        run.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("completion", "no shell: give --shell=bash|zsh|fish")]
    [InlineData("completion tcsh", "--shell: unknown value 'tcsh'; known: bash, zsh, fish")]
    [InlineData("completion bsh", "--shell: unknown value 'bsh'; did you mean 'bash'?")]
    public async Task A_shell_that_has_none_is_refused(string words, string problem)
    {
        var run = await CommandRun.OfAsync(words.Split(' '), new Dictionary<string, string>(), Ct);

        run.ShouldEndWith(ExitCode.Usage).Errors.TrimEnd().ShouldBe($"error: {problem}");
    }

    // Each prints what its shell would offer for the line.
    [Theory]
    [InlineData("bash", "./build.sh dep", "deploy")]
    [InlineData("bash", "./build.sh deploy 1.2.3 q", "qatar")]
    [InlineData("bash", "./build.sh --target=Deploy --regions=uk,q", "uk,qatar")]
    [InlineData("bash", "./build.sh --target=Deploy --on-f", "--on-failure=")]
    [InlineData("bash", "./build.sh drill --fault=uk:crash", "crash-loop")]
    [InlineData("bash", "tool/build.sh dep", "deploy")]
    [InlineData("zsh", "./build.sh dep", "deploy")]
    [InlineData("zsh", "tool/build.sh dep", "deploy")]
    [InlineData("zsh", "./build.sh deploy 1.2.3 q", "qatar")]
    [InlineData("fish", "./build.sh dep", "deploy")]
    [InlineData("fish", "./build.sh deploy 1.2.3 q", "qatar")]
    [InlineData("fish", "./build.sh --target=Deploy --on-failure=r", "--on-failure=rollback")]
    public async Task In_the_shell_itself_it_is_offered(string shell, string line, string expected)
    {
        using var folder = new TemporaryFolder();
        var script = Prepared(folder, shell);
        Directory.CreateSymbolicLink(folder["tool"], folder.Path);
        var program = Environment
            .GetEnvironmentVariable("PATH")!
            .Split(':')
            .Select(path => Path.Combine(path, shell))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(
            program is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("RELEASE_TESTS_NEED_ALL")),
            $"{shell} is not installed"
        );
        program.ShouldNotBeNull($"{shell} is not installed");
        var question = shell switch
        {
            "bash" => $$"""
                . '{{script}}'; COMP_LINE='{{line}}'; COMP_POINT=${#COMP_LINE}; read -r -a COMP_WORDS <<<"$COMP_LINE"
                _release_complete; printf '%s\n' "${COMPREPLY[@]}"
                """,
            // compadd offers only inside of a completion: here it says what it is given.
            "zsh" => $$"""
                compdef() { :; }; compadd() { while [[ $1 != -- ]]; do shift; done; shift; (( $# )) && print -rl -- "$@"; return 0 }
                . '{{script}}'; words=({{line}}); CURRENT=$#words; PREFIX=$words[CURRENT]; _release_complete
                """,
            _ => $"source '{script}'; complete -C '{line}'",
        };

        var start = new ProcessStartInfo(program, shell == "fish" ? ["--no-config", "-c", question] : ["-c", question])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Path,
            // With it a shell prints the folder that it has found.
            Environment = { ["CDPATH"] = "." },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Ct);

        var offered = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        offered.ShouldBe([expected], await process.StandardError.ReadToEndAsync(Ct));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // A checkout of the tool, as build.sh leaves it.
    private static string Prepared(TemporaryFolder folder, string shell)
    {
        folder.Write("build.sh", "");
        folder.Write(
            "kubernetes/fleet.yaml",
            File.ReadAllText(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml"))
        );
        folder.Write(".build/current", $"compiled\n{Muxer()}\n");
        Directory.CreateSymbolicLink(folder[".build/compiled"], AppContext.BaseDirectory.TrimEnd('/'));
        return folder.Write($"completion.{shell}", CompletionScript.Of(shell, folder.Path));
    }

    private static string Muxer() =>
        Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet")
        );

    private static IReadOnlyList<string> Of(string words) =>
        new Completions(_ => Tags).Of(words.Split(' '), RunEnvironments.Of());
}
