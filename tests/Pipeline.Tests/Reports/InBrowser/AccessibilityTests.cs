using System.Text.Json.Nodes;
using Browsers;

namespace Pipeline.Tests.Reports.InBrowser;

public sealed class AccessibilityTests(SharedBrowser browser)
{
    [Fact]
    public async Task A_screen_reader_finds_landmarks_headings_and_what_the_timeline_shows()
    {
        var tree = await TreeAsync("failed run");

        Names(tree, "banner").Count.ShouldBe(1);
        Names(tree, "main").Count.ShouldBe(1);
        Names(tree, "contentinfo").Count.ShouldBe(1);
        Names(tree, "navigation").ShouldBe(["Parts of this page"]);
        Names(tree, "region").ShouldBe(["Failures", "Timeline", "Regions", "Migrations", "Images"]);
        Names(tree, "article").ShouldBe(["qatar in verify: ImagePullBackOff"]);
        Names(tree, "image")
            .ShouldBe([
                "uk: migrate 20s done, set image 1.0s done, verify 19s done",
                "qatar: migrate 0.3s nothing to do, set image 1.0s done, verify 29s failed",
            ]);
    }

    [Fact]
    public async Task Headings_leave_no_level_out()
    {
        await using var tab = await browser.OpenAsync(ShownPages.Of("failed run"));

        (
            await tab.EvaluateAsync(
                "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => e.tagName[1]).join('')"
            )
        )!
            .GetValue<string>()
            .ShouldBe("12344233323232");
    }

    [Fact]
    public async Task Every_table_has_a_name_and_headers_in_both_directions()
    {
        var tree = await TreeAsync("failed run");

        Names(tree, "table").Count.ShouldBeGreaterThanOrEqualTo(6);
        Names(tree, "table").ShouldAllBe(name => name.Length > 0);
        Names(tree, "columnheader").ShouldContain("Live");
        Names(tree, "rowheader").ShouldContain("qatar");
        Names(tree, "columnheader").ShouldAllBe(name => name.Length > 0);
    }

    [Fact]
    public async Task The_fleet_has_the_same_landmarks()
    {
        var tree = await TreeAsync("fleet");

        Names(tree, "region").ShouldBe(["Worth a look", "Regions", "Runs", "Workloads", "Not read"]);
        Names(tree, "table").ShouldAllBe(name => name.Length > 0);
        Names(tree, "banner").Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_keyboard_skips_to_the_content_and_opens_what_is_closed()
    {
        await using var tab = await browser.OpenAsync(ShownPages.Of("failed run"));

        await tab.PressAsync("Tab", 9);
        (await FocusAsync(tab)).ShouldBe("Skip to the content");
        await tab.PressAsync("Enter", 13, "\r");
        (await tab.EvaluateAsync("location.hash"))!.GetValue<string>().ShouldBe("#main");

        await tab.PressAsync("Tab", 9);
        (await FocusAsync(tab)).ShouldBe("The timeline as a table");
        await tab.PressAsync("Enter", 13, "\r");
        (await tab.EvaluateAsync("document.querySelector('#timeline details').open"))!.GetValue<bool>().ShouldBeTrue();
    }

    private async Task<JsonArray> TreeAsync(string page)
    {
        await using var tab = await browser.OpenAsync(ShownPages.Of(page));
        await tab.EvaluateAsync("document.querySelectorAll('details').forEach(e => e.open = true)");
        return (await tab.CallAsync("Accessibility.getFullAXTree"))["nodes"]!.AsArray();
    }

    private static async Task<string> FocusAsync(Tab tab) =>
        (await tab.EvaluateAsync("document.activeElement.textContent"))!.GetValue<string>();

    private static IEnumerable<JsonNode> Nodes(JsonArray tree, string role) =>
        tree.Where(node =>
                node!["ignored"]?.GetValue<bool>() != true && node["role"]?["value"]?.GetValue<string>() == role
            )
            .Select(node => node!);

    private static IReadOnlyList<string> Names(JsonArray tree, string role) =>
        [.. Nodes(tree, role).Select(node => node["name"]?["value"]?.GetValue<string>().Trim() ?? "")];
}
