using System.Text.RegularExpressions;
using Pipeline.Running;
using Pipeline.Testing;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.FreshClones;

/// <summary>Every target that the documentation names, where nobody has built anything before.</summary>
public sealed partial class FreshCloneTests(FreshClone clone) : IClassFixture<FreshClone>
{
    // Without clouds these end where they first need one, or where the clone's history has nothing for them.
    private static readonly Dictionary<string, (string Arguments, int ExitCode)> Others = new()
    {
        ["Default"] = ("", ExitCode.Done),
        ["Preflight"] = ("--version=1.2.3", ExitCode.Refused),
        ["Tag"] = ("--version=1.2.3", ExitCode.Refused),
        ["BuildImage"] = ("--version=1.2.3", ExitCode.Refused),
        ["BuildStatic"] = ("--version=1.2.3", ExitCode.Refused),
        ["PushAcr"] = ("--version=1.2.3", ExitCode.Refused),
        ["MigrateCluster"] = ("--version=1.2.3", ExitCode.Refused),
        ["SetImage"] = ("--version=1.2.3", ExitCode.Refused),
        ["VerifyRollout"] = ("--version=1.2.3", ExitCode.Refused),
        ["Deploy"] = ("--version=1.2.3", ExitCode.Refused),
        ["Plan"] = ("--version=1.2.3", ExitCode.Refused),
        ["Rollback"] = ("--version=1.2.2", ExitCode.Refused),
        ["CheckRollback"] = ("--version=1.2.2 --from=1.2.3", ExitCode.Failed),
        ["Status"] = ("", ExitCode.Failed),
        ["History"] = ("", ExitCode.Failed),
        ["ReleaseNotes"] = ("--record=artifacts/none.json", ExitCode.Usage),
        ["Credentials"] = ("", ExitCode.Failed),
        ["Completion"] = ("--shell=bash", ExitCode.Done),
        ["Pipeline"] = ("--tier=production", ExitCode.Done),
        ["AddRegion"] = ("--regions=uk", ExitCode.Failed),
        ["ApplyManifests"] = ("--regions=uk", ExitCode.Refused),
        ["Unlock"] = ("--regions=uk", ExitCode.Failed),
        ["CheckMigrations"] = ("--from=HEAD", ExitCode.Done),
        ["CancelMigration"] = ("--regions=uk --yes", ExitCode.Failed),
        ["StartPatch"] = ("--line=1.0", ExitCode.Usage),
        ["FinishPatch"] = ("--line=1.0", ExitCode.Usage),
        ["Revert"] = ("--commit=4f2a9c1", ExitCode.Usage),
    };

    private static readonly Dictionary<string, IReadOnlyList<TestSuite>> Suites = new()
    {
        ["Test"] = TestSuite.Quick,
        ["TestLong"] = TestSuite.LongRunning,
        ["TestCluster"] = TestSuite.Cluster,
    };

    private static readonly string[] Rehearsing = ["Drill", "Report"];
    private static readonly string[] Measuring = ["Benchmark", "CheckBenchmark"];

    public static TheoryData<string> OtherTargets => [.. Others.Keys];

    public static TheoryData<string> SuiteTargets => [.. Suites.Keys];

    public static TheoryData<string> MeasuringTargets => [.. Measuring];

    [Fact]
    public void Every_target_that_the_documentation_names_is_started_here() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            .Append(Path.Combine(Repository.Root, "README.md"))
            .SelectMany(file => NamedTarget().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Distinct()
            .ShouldBeSubsetOf([.. Others.Keys, .. Suites.Keys, .. Rehearsing, .. Measuring]);

    [Theory, MemberData(nameof(OtherTargets))]
    public async Task A_target_ends_as_documented_and_says_why_in_words(string target)
    {
        var (arguments, exitCode) = Others[target];

        var run = await clone.RunAsync([$"--target={target}", .. arguments.Split(' ', RemoveEmpty)]);

        run.ShouldEndWith(exitCode).ToString().ShouldNotMatch(StackTrace);
        if (exitCode != ExitCode.Done)
            $"{run.Output}\n{run.Errors}".Split('\n').ShouldContain(line => Reason().IsMatch(line), run.ToString());
    }

    [Fact]
    public void The_tool_has_native_code_for_the_framework_of_this_machine()
    {
        var build = File.ReadLines(Path.Combine(clone.Root, ".build", "current")).First();
        var native = Path.Combine(clone.Root, ".build", $"{build}.native");

        File.ReadAllLines(Path.Combine(native, "frameworks")).ShouldAllBe(framework => Directory.Exists(framework));
        foreach (var assembly in (string[])["release.dll", "Migrations.dll", "KubernetesClient.dll"])
            SizeOf(native, assembly).ShouldBeGreaterThan(SizeOf(Path.Combine(clone.Root, ".build", build), assembly));
    }

    [Fact]
    public async Task A_drill_runs_to_its_end_and_its_record_becomes_a_page()
    {
        using var folder = new TemporaryFolder();
        var record = folder["record.json"];

        (await clone.RunAsync("--target=Drill", "--regions=uk", $"--record={record}")).ShouldEndWith(ExitCode.Done);
        (await clone.RunAsync("--target=Report", $"--record={record}")).ShouldEndWith(ExitCode.Done);

        File.Exists(folder["record.html"]).ShouldBeTrue();
    }

    // Its tests are counted instead of run, once the target has built them and started the first.
    [Theory, MemberData(nameof(SuiteTargets))]
    public async Task A_target_of_tests_builds_and_starts_them(string target)
    {
        await using (var run = clone.Start($"--target={target}"))
        {
            await run.SaysAsync($"running {Suites[target][0].Name}", FreshClone.Compilation);
            await run.InterruptAsync();
            (await run.EndAsync("no record")).ShouldEndWith(ExitCode.Interrupted).ToString().ShouldNotMatch(StackTrace);
        }

        foreach (var suite in Suites[target])
        {
            var listed = await clone.RunBuiltAsync(suite.Project, [.. suite.Filter, "--list-tests", "--no-ansi"]);

            listed.ShouldEndWith(ExitCode.Done).Lines.Count(line => line.Length > 0).ShouldBeGreaterThan(10);
        }
    }

    // The figures that need a build of their own come first, after a run that warms up; then it is stopped.
    [Theory, MemberData(nameof(MeasuringTargets))]
    public async Task The_measurements_build_what_they_measure(string target)
    {
        await using var run = clone.Start($"--target={target}");

        await run.SaysAsync("Start-up, median of", FreshClone.Compilation);
        await run.InterruptAsync();

        (await run.EndAsync("no record")).ShouldEndWith(ExitCode.Interrupted).ToString().ShouldNotMatch(StackTrace);
    }

    private static long SizeOf(string folder, string file) => new FileInfo(Path.Combine(folder, file)).Length;

    private const StringSplitOptions RemoveEmpty = StringSplitOptions.RemoveEmptyEntries;

    private const string StackTrace = @"(?m)^\s+at \S+\(|Unhandled exception";

    [GeneratedRegex("--target=(?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamedTarget();

    [GeneratedRegex(
        @"^([Ee]rror: |- |MISSING  )\S|: not logged in$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Reason();
}
