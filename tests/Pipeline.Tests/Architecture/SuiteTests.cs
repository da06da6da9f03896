using System.Text.RegularExpressions;
using Pipeline.Testing;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Architecture;

public sealed partial class SuiteTests
{
    private static string Tests { get; } = Path.Combine(Repository.Root, "tests");

    private static string Own { get; } = Path.Combine(Tests, "Pipeline.Tests");

    [Fact]
    public void Every_test_project_is_run_by_a_target() =>
        TestSuite
            .Quick.Concat(TestSuite.LongRunning)
            .Concat(TestSuite.Cluster)
            .Select(suite => suite.Project)
            .Distinct()
            .ShouldBe(Directory.EnumerateDirectories(Tests, "*.Tests").Select(Path.GetFileName), ignoreOrder: true);

    [Fact]
    public void What_one_target_leaves_out_the_other_runs()
    {
        TestSuite.Quick[0].Filter[0].ShouldBe("--filter-not-namespace");
        var leftOut = TestSuite.Quick[0].Filter.Skip(1).ToArray();
        TestSuite.LongRunning.ShouldHaveSingleItem().Filter.ShouldBe(["--filter-namespace", .. leftOut]);
        foreach (var name in leftOut)
            Directory.Exists(Path.Combine(Own, name["Pipeline.Tests.".Length..^1])).ShouldBeTrue(name);
    }

    // The test host chooses by namespace, people look for folders.
    [Fact]
    public void The_namespaces_that_it_runs_are_those_folders() =>
        Sources()
            .Where(file => IsLeftOut($"Pipeline.Tests.{TopFolder(file)}") != IsLeftOut(NamespaceOf(file)))
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_starts_the_compiled_program_but_the_long_tests() =>
        Sources()
            .Where(file => TopFolder(file) != "Compiled" && Path.GetFileName(file) != "SuiteTests.cs")
            .Where(file => StartsTheProgram().IsMatch(File.ReadAllText(file)))
            .ShouldBeEmpty();

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Own, "*.cs", SearchOption.AllDirectories)
            .Where(file => TopFolder(file) is not ("bin" or "obj"));

    private static string TopFolder(string file) =>
        Path.GetRelativePath(Own, file).Split(Path.DirectorySeparatorChar)[0];

    private static string NamespaceOf(string file) => Namespace().Match(File.ReadAllText(file)).Groups["name"].Value;

    private static bool IsLeftOut(string name) =>
        TestSuite.LongRunning[0].Filter.Skip(1).Any(start => name.StartsWith(start[..^1], StringComparison.Ordinal));

    [GeneratedRegex(
        @"^namespace (?<name>[\w.]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"\bCompiled\.Compiled|\bReleaseProgram\b|Tests\.Compiled|""release\.dll""",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex StartsTheProgram();
}
