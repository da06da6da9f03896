using Pipeline.Reports.Markup;

namespace Pipeline.Tests.Reports;

public sealed class HostileTextTests
{
    private const string Script = "<script>alert(1)</script>";
    private const string Breakout = "\"><img src=x onerror='alert(1)'></pre></style></title><!--";

    public static TheoryData<string> Texts =>
        [Script, Breakout, "]]>&lt;b&gt;", "' onload='x", "javascript:alert(1)", "http://[", "data:text/html,x"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_from_anywhere_stays_text(string text)
    {
        var page = ReadPage.Of(HostileRun.Of(text));

        page.All("script, img, iframe, object, b > b, [onerror], [onload]").ShouldBeEmpty();
        page.All("a:not([href^='#'])").ShouldBeEmpty();
        page.Title.ShouldBe($"{text} {text} failed: release report");
        page.Fact("Released by").ShouldBe(text);
        page.Fact("CI job").ShouldBe(text);
        page.Text("article.failure .reason").ShouldBe(text);
        page.Texts("article.failure pre span").ShouldBe([text, text]);
        page.Rows("#regions .workloads").ShouldBe([$"{text} {text} | {text} | {text}"]);
    }

    [Fact]
    public void An_address_that_leads_to_the_web_is_a_link_and_nothing_else()
    {
        var page = ReadPage.Of(SampleRuns.Failed with { Pipeline = "https://ci.example.com/?a=\"><script>&b='" });

        page.All("script").ShouldBeEmpty();
        page["dl.facts a"].GetAttribute("href").ShouldBe("https://ci.example.com/?a=%22%3E%3Cscript%3E&b='");
        page["dl.facts a"].GetAttribute("rel").ShouldBe("noreferrer noopener");
    }

    [Theory]
    [InlineData("\u001b[31mred", "\uFFFD[31mred")]
    [InlineData("a\u202Egnp.exe", "a\uFFFDgnp.exe")]
    [InlineData("zero\u200Dwidth", "zero\uFFFDwidth")]
    [InlineData("two\nlines", "two\uFFFDlines")]
    [InlineData("Zoë Ünlü 李 🚀", "Zoë Ünlü 李 🚀")]
    public void What_cannot_be_seen_is_made_visible(string text, string visible)
    {
        var page = ReadPage.Of(HostileRun.Of(text));

        page.Fact("Released by").ShouldBe(visible);
        page.Texts("article.failure pre span").ShouldBe([visible, visible]);
    }

    [Theory]
    [InlineData("script")]
    [InlineData("style")]
    [InlineData("iframe")]
    [InlineData("p onclick")]
    [InlineData("")]
    public void No_element_of_a_page_runs_or_fetches_anything(string name) =>
        Should.Throw<ArgumentException>(() => Element.Tag(name));

    [Theory]
    [InlineData("onclick")]
    [InlineData("style")]
    [InlineData("href")]
    [InlineData("src")]
    [InlineData("a b")]
    public void No_attribute_of_a_page_runs_or_fetches_anything(string name) =>
        Should.Throw<ArgumentException>(() => Element.Tag("p").Set(name, "x"));

    [Fact]
    public void The_page_forbids_all_that_it_does_not_need()
    {
        var page = ReadPage.Of(SampleRuns.Failed);

        var policy = page["meta[http-equiv='Content-Security-Policy']"].GetAttribute("content")!;
        policy.ShouldStartWith("default-src 'none'; style-src 'sha256-");
        policy.ShouldNotContain("unsafe");
        page.All("[style], link, base, [src]").ShouldBeEmpty();
        page["style"].TextContent.ShouldNotContain("url(");
        page["style"].TextContent.ShouldNotContain("@import");
    }
}
