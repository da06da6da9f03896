using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Docs;

/// <summary>What <c>docs/Dockerfile.release</c> and the page that names it say of each other.</summary>
public sealed partial class ReleaseImageFileTests
{
    private static readonly string Dockerfile = File.ReadAllText(
        Path.Combine(Repository.Root, "docs", "Dockerfile.release")
    );

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "gitlab.md"));

    [Fact]
    public void Every_tool_that_the_page_asks_for_is_looked_for_at_the_end_of_the_build()
    {
        var row = Page.Split('\n')
            .Single(line => line.StartsWith("| variable `RELEASE_IMAGE` |", StringComparison.Ordinal));
        var tools = Quoted().Matches(row).Select(match => match.Groups["word"].Value).Skip(1).ToArray();
        var checks = Dockerfile[Dockerfile.IndexOf("RUN for tool in ", StringComparison.Ordinal)..]
            .Split([' ', ';', '\n']);

        tools.Length.ShouldBe(8);
        checks.Intersect(tools).ShouldBe(tools, ignoreOrder: true);
    }

    [Fact]
    public void Every_image_is_pinned_and_can_be_named_anew_and_no_registry_is_named()
    {
        var images = Images().Matches(Dockerfile);

        images.Count.ShouldBe(3);
        foreach (Match image in images)
        {
            image.Groups["tag"].Value.ShouldMatch(@"\d+\.\d+\.\d+");
            // A first part with a dot or a port is a registry's host (Docker's reference grammar).
            image.Groups["name"].Value.Split('/')[0].ShouldNotContain('.');
        }
        From().Matches(Dockerfile).ShouldAllBe(from => from.Groups["image"].Value.StartsWith("${"));
    }

    [Fact]
    public void The_command_of_the_page_builds_it() =>
        Page.ShouldContain("\ndocker build --file docs/Dockerfile.release --tag release-tools:1 .\n");

    [GeneratedRegex("`(?<word>[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex(
        @"^ARG \w+_IMAGE=(?<name>[^:\n]+):(?<tag>\S+)$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Images();

    [GeneratedRegex(
        @"^FROM (?<image>\S+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex From();
}
