using System.Text.RegularExpressions;
using Pipeline.Running;

namespace Pipeline.Tests.Drills;

/// <summary>A whole run as the log of a GitLab job has it.</summary>
public sealed partial class GitLabLogTests
{
    [Fact]
    public async Task Tasks_and_the_details_of_failures_are_sections_that_end_where_they_have_to()
    {
        var run = await CommandRun.OfAsync(
            ["--target=Drill", "--regions=uk,au", "--fault=uk:crash-loop"],
            new Dictionary<string, string> { ["GITLAB_CI"] = "true" },
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Failed);
        var open = new Stack<string>();
        var seen = new List<string>();
        foreach (Match mark in Mark().Matches(run.Output))
        {
            var name = mark.Groups["name"].Value;
            if (mark.Groups["what"].Value == "start")
            {
                open.Push(name);
                seen.Add(name);
            }
            else
            {
                open.Pop().ShouldBe(name);
            }
        }
        open.ShouldBeEmpty();
        seen.ShouldContain("task-Preflight");
        seen.ShouldContain("task-VerifyRollout");
        seen[^1].ShouldBe("failure-uk");
        // Nothing was built here.
        seen.ShouldNotContain("task-BuildImage");
        // Cake's own headings would repeat the sections'.
        run.Output.ShouldNotContain("====\nPreflight");
        Regex.Count(run.Output, "section_").ShouldBe(Mark().Count(run.Output));
    }

    // As GitLab's own trace parser reads them.
    [GeneratedRegex(
        @"section_(?<what>start|end):\d+:(?<name>[a-zA-Z0-9_.-]+)(\[[^\]]*\])?\r\x1b\[0K",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Mark();
}
