namespace Pipeline.Tests.Reports.InBrowser;

public sealed class LayoutTests(SharedBrowser browser)
{
    // What the eye misses: whatever ends to the right of the window, with its tag and text.
    private const string TooWide = """
        [...document.body.querySelectorAll('*')]
          .filter(e => e.checkVisibility() && !e.closest('.skip, caption') && e.getBoundingClientRect().right > innerWidth + 1)
          .map(e => `${e.tagName} ${e.getBoundingClientRect().right}: ${e.textContent.slice(0, 40)}`)
          .slice(0, 3).join('; ')
        """;

    private const string Contrasts = """
        (() => {
          const numbers = colour => (colour.match(/[\d.]+/g) ?? []).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
          const behind = e => {
            for (; e; e = e.parentElement) {
              const back = numbers(getComputedStyle(e).backgroundColor);
              if (back.length === 3 || back[3] === 1) return back;
            }
            return [255, 255, 255];
          };
          return [...document.body.querySelectorAll('*')]
            .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .map(e => {
              const style = getComputedStyle(e);
              const text = light(numbers(e.closest('svg') ? style.fill : style.color)), back = light(behind(e));
              const ratio = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
              return { ratio, what: `${ratio.toFixed(2)} ${e.tagName}.${e.className} ${e.textContent.slice(0, 30)}` };
            })
            .sort((a, b) => a.ratio - b.ratio);
        })()
        """;

    public static TheoryData<string> Pages => [.. ShownPages.Names];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_is_wider_than_a_telephone_a_tablet_a_screen_or_a_sheet_of_paper(string page)
    {
        await using var tab = await browser.OpenAsync(ShownPages.Of(page), 375);
        (await WidthAsync(tab)).ShouldBe("");
        await tab.ResizeAsync(1024);
        (await WidthAsync(tab)).ShouldBe("");
        await tab.ResizeAsync(1920);
        (await WidthAsync(tab)).ShouldBe("");

        // A sheet of A4 without its margins.
        await tab.ResizeAsync(690);
        await tab.ShowAsync(media: "print");
        (await WidthAsync(tab)).ShouldBe("");
    }

    // A word of letters and digits whose first and last letter do not stand on one line.
    private const string Broken = """
        [...document.querySelectorAll('.overview tbody :is(th, td)')]
          .filter(e => e.checkVisibility() && !e.textContent.includes('://'))
          .flatMap(e => {
            const texts = [], walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) texts.push(walk.currentNode);
            return texts.flatMap(text => [...text.data.matchAll(/[\p{L}\p{N}.]+/gu)].map(word => {
              const range = document.createRange();
              range.setStart(text, word.index);
              range.setEnd(text, word.index + word[0].length);
              return range.getClientRects().length > 1 ? word[0] : '';
            }));
          })
          .filter(word => word).join(' ')
        """;

    [Theory]
    [InlineData("history")]
    [InlineData("status with long names")]
    [InlineData("fleet")]
    [InlineData("failed run")]
    public async Task No_name_version_target_or_outcome_is_broken_in_a_table_at_any_width(string page)
    {
        await using var tab = await browser.OpenAsync(ShownPages.Of(page));
        foreach (var width in new[] { 375, 768, 1000, 1440 })
        {
            await tab.ResizeAsync(width);
            (await tab.EvaluateAsync(Broken))!.GetValue<string>().ShouldBe("", $"at {width}");
        }
        await tab.ResizeAsync(690);
        await tab.ShowAsync(media: "print");
        (await tab.EvaluateAsync(Broken))!.GetValue<string>().ShouldBe("", "printed");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task All_text_stands_out_from_what_is_behind_it(string scheme)
    {
        foreach (var page in new[] { "failed run", "fleet" })
        {
            await using var tab = await browser.OpenAsync(ShownPages.Of(page));
            await tab.ShowAsync(scheme: scheme);
            await tab.EvaluateAsync("document.querySelectorAll('details').forEach(e => e.open = true)");

            (await tab.EvaluateAsync($"{Contrasts}.length"))!.GetValue<int>().ShouldBeGreaterThan(50);
            var worst = (await tab.EvaluateAsync($"{Contrasts}[0]"))!;
            worst["ratio"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(4.5, worst["what"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Dark_is_dark_on_the_screen_and_paper_stays_white()
    {
        await using var tab = await browser.OpenAsync(ShownPages.Of("failed run"));
        const string Background = "getComputedStyle(document.querySelector('section')).backgroundColor";
        await tab.ShowAsync(scheme: "dark");
        (await tab.EvaluateAsync(Background))!.GetValue<string>().ShouldBe("rgb(26, 32, 42)");

        await tab.ShowAsync(media: "print", scheme: "dark");

        (await tab.EvaluateAsync(Background))!.GetValue<string>().ShouldBe("rgb(255, 255, 255)");
    }

    [Fact]
    public async Task On_paper_everything_is_open()
    {
        await using var tab = await browser.OpenAsync(ShownPages.Of("hundred regions"));
        const string Shut =
            "[...document.querySelectorAll('details td')].filter(e => e.getBoundingClientRect().height === 0 || !e.checkVisibility()).length";
        (await tab.EvaluateAsync(Shut))!.GetValue<int>().ShouldBeGreaterThan(500);

        await tab.ShowAsync(media: "print");

        (await tab.EvaluateAsync(Shut))!.GetValue<int>().ShouldBe(0);
    }

    private static async Task<string> WidthAsync(Browsers.Tab tab)
    {
        (await tab.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth"))!
            .GetValue<bool>()
            .ShouldBeTrue(await TooWideAsync(tab));
        return await TooWideAsync(tab);
    }

    private static async Task<string> TooWideAsync(Browsers.Tab tab) =>
        (await tab.EvaluateAsync(TooWide))!.GetValue<string>();
}
