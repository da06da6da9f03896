using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Docs;

/// <summary>The page about faults names a test for every state that people have met elsewhere.</summary>
public sealed partial class MetElsewhereTests
{
    public static TheoryData<string, string> Named
    {
        get
        {
            var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "faults.md"));
            var rows = new TheoryData<string, string>();
            foreach (Match row in Row().Matches(page[page.IndexOf("## What people met", StringComparison.Ordinal)..]))
                rows.Add(row.Groups["class"].Value, row.Groups["test"].Value);
            return rows;
        }
    }

    [Theory, MemberData(nameof(Named))]
    public void The_test_that_is_named_is_there(string type, string test)
    {
        var file = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "tests"), $"{type}.cs", SearchOption.AllDirectories)
            .Single();

        File.ReadAllText(file).ShouldMatch($@"public (async Task|void) {test}\(");
    }

    [Fact]
    public void No_state_is_left_out() => Named.Count.ShouldBe(24);

    [GeneratedRegex(
        @"^\| [^|]+ \| `(?<class>\w+)\.(?<test>\w+)` \|\r?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Row();
}
