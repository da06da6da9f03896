using Pipeline.Testing;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Architecture;

public sealed class SuiteTests
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

    [Fact]
    public void Nothing_starts_the_compiled_program_but_the_long_tests() =>
        Directory
            .EnumerateFiles(Own, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Own, file).StartsWith("Compiled", StringComparison.Ordinal))
            .Where(file => !Path.GetRelativePath(Own, file).StartsWith("Architecture", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("Tests.Compiled", StringComparison.Ordinal))
            .ShouldBeEmpty();
}
