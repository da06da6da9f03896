using Pipeline.Reports;

namespace Pipeline.Tests.Reports.InBrowser;

public sealed class IsolationTests(SharedBrowser browser)
{
    private const string Attack =
        "\"'></pre></title></style><script>document.title='owned'</script><img src='http://127.0.0.1:9/x' onerror='alert(1)'><style>*{display:none}</style>";

    [Fact]
    public async Task A_page_with_an_attack_in_every_text_fetches_nothing_and_runs_nothing()
    {
        await using var tab = await browser.OpenAsync(ReleaseReport.Write(HostileRun.Of(Attack)));

        tab.Requests.ShouldHaveSingleItem().ShouldStartWith("file://");
        tab.Complaints.ShouldBeEmpty();
        (await tab.EvaluateAsync("document.title"))!.GetValue<string>().ShouldStartWith(Attack[..20]);
        (await tab.EvaluateAsync("getComputedStyle(document.querySelector('h1')).display"))!
            .GetValue<string>()
            .ShouldBe("flex");
    }

    [Fact]
    public async Task Even_a_hole_in_the_page_could_reach_nothing()
    {
        await using var tab = await browser.OpenAsync(ShownPages.Of("failed run"));

        // As if an attack had got through: the policy stops what the encoding did not.
        await tab.EvaluateAsync(
            """
            document.body.insertAdjacentHTML('beforeend',
              '<img src="http://127.0.0.1:9/x"><b onclick="window.owned = 1">x</b><p style="color: red">y</p>');
            const script = document.createElement('script'); script.textContent = 'window.owned = 2'; document.body.append(script);
            document.body.lastElementChild.previousElementSibling.previousElementSibling.click();
            fetch('http://127.0.0.1:9/y').catch(() => 0);
            """
        );

        (await tab.EvaluateAsync("window.owned ?? 0"))!.GetValue<int>().ShouldBe(0);
        tab.Complaints.Count(text => text.Contains("Content Security Policy", StringComparison.Ordinal))
            .ShouldBeGreaterThanOrEqualTo(4);
    }
}
