using System.Net;
using CsCheck;
using Foundation.Limits;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using Releases.Rollout;
using Releases.Tests.Fleets;

namespace Releases.Tests.Rollout;

public sealed class LivePageTests
{
    private static readonly string Pattern = SampleFleet.Read().PagePattern;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("<footer>Version 1.2.3</footer>", "1.2.3")]
    [InlineData("<footer>Version: 1.2.3</footer>", "1.2.3")]
    [InlineData("<footer>version:1.2.3.</footer>", "1.2.3")]
    [InlineData("Version\n    1.2.3\n", "1.2.3")]
    [InlineData("Version 1.2.3 - main", "1.2.3")]
    [InlineData("Version feature-x_1", "feature-x_1")]
    [InlineData("new in Version 1.2.2 ... <footer>Version 1.2.3</footer>", "1.2.3")]
    public void The_last_version_on_the_page_counts(string page, string version) =>
        LivePage.FindVersion(page, Pattern).ShouldBe(version);

    [Theory]
    [InlineData("")]
    [InlineData("<footer>1.2.3</footer>")]
    [InlineData("Version <b>1.2.3</b>")]
    public void A_page_may_show_none(string page) => LivePage.FindVersion(page, Pattern).ShouldBeNull();

    [Theory]
    [InlineData("<footer>Version 1.2.3</footer><script>let conversionRate = 1;</script>")]
    [InlineData("<footer>Version 1.2.3</footer><script>let appVersion = 1, versionInfo;</script>")]
    [InlineData("<footer>Version 1.2.3</footer> All browser versions are supported")]
    public void A_longer_word_is_no_version(string page) => LivePage.FindVersion(page, Pattern).ShouldBe("1.2.3");

    [Fact]
    public void The_pattern_is_the_fleets_own() =>
        LivePage.FindVersion("<meta name=v content='9.9.9'>", "name=v content='{version}'").ShouldBe("9.9.9");

    [Fact]
    public void Any_page_can_be_searched() =>
        Gen.String[Gen.Char["vVersion: .-1<>\n"], 0, 200]
            .Sample(page => LivePage.FindVersion(page, Pattern) is var found && found != "");

    [Fact]
    public async Task A_page_is_read_over_HTTP()
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync("\"Version 1.2.3\""));
        using var http = new HttpClient();

        var reading = await new LivePage(http).ReadAsync(server.Address, Pattern, TimeProvider.System, Ct);

        reading.ShouldBe(new LivePageReading("1.2.3", "it shows 1.2.3"));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "nothing here", "it shows no version that matches")]
    [InlineData(HttpStatusCode.BadGateway, "Version 1.2.3", "it answers 502 BadGateway")]
    public async Task What_is_wrong_with_a_page_is_said_in_words(HttpStatusCode status, string body, string text)
    {
        using var http = new HttpClient(
            new Answering(
                (_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) })
            )
        );

        var reading = await new LivePage(http).ReadAsync(new Uri("http://x/"), Pattern, TimeProvider.System, Ct);

        reading.Version.ShouldBeNull();
        reading.Text.ShouldStartWith(text);
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_is_no_failure_yet()
    {
        using var http = new HttpClient(new Answering((_, _) => throw new HttpRequestException("no\nroute")));

        (await new LivePage(http).ReadAsync(new Uri("http://x/"), Pattern, TimeProvider.System, Ct)).Text.ShouldBe(
            "it cannot be read: no route"
        );
    }

    [Fact]
    public async Task A_connection_that_breaks_within_the_page_is_no_failure_yet()
    {
        using var http = new HttpClient(new Answering((_, _) => throw new IOException("cut")));

        (await new LivePage(http).ReadAsync(new Uri("http://x/"), Pattern, TimeProvider.System, Ct)).Text.ShouldBe(
            "it cannot be read: cut"
        );
    }

    [Fact]
    public async Task A_page_without_an_end_is_left_at_the_limit()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.BeginStreamAsync();
            for (var sent = 0; sent <= InputLimits.WebAnswer >> 20; sent++)
                await exchange.ChunkAsync(new string(' ', 1 << 20));
        });
        using var http = new HttpClient();

        (await new LivePage(http).ReadAsync(server.Address, Pattern, TimeProvider.System, Ct)).Text.ShouldBe(
            "it cannot be read: it is larger than 8 MiB"
        );
    }

    [Fact]
    public void What_is_longer_than_a_tag_is_no_version() =>
        LivePage.FindVersion($"Version {new string('9', 129)}", Pattern).ShouldBeNull();

    [Fact]
    public async Task A_page_in_an_unknown_charset_is_read_all_the_same()
    {
        var content = new ByteArrayContent("Version 1.2.3"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "text/html; charset=klingon");
        using var http = new HttpClient(
            new Answering((_, _) => Task.FromResult(new HttpResponseMessage { Content = content }))
        );

        (await new LivePage(http).ReadAsync(new Uri("http://x/"), Pattern, TimeProvider.System, Ct)).Version.ShouldBe(
            "1.2.3"
        );
    }

    [Fact]
    public async Task Caches_are_asked_to_read_the_page_anew()
    {
        HttpRequestMessage? sent = null;
        using var http = new HttpClient(
            new Answering(
                (request, _) =>
                {
                    sent = request;
                    return Task.FromResult(new HttpResponseMessage());
                }
            )
        );

        await new LivePage(http).ReadAsync(new Uri("http://x/"), Pattern, TimeProvider.System, Ct);

        sent.ShouldNotBeNull().Headers.CacheControl.ShouldNotBeNull().NoCache.ShouldBeTrue();
    }

    [Fact]
    public async Task A_silent_page_is_given_up_after_ten_seconds()
    {
        var time = new FakeTimeProvider();
        using var http = new HttpClient(
            new Answering(
                async (_, ct) =>
                {
                    await Task.Delay(Timeout.Infinite, ct);
                    return new HttpResponseMessage();
                }
            )
        );
        var reading = new LivePage(http).ReadAsync(new Uri("http://x/"), Pattern, time, Ct);

        time.Advance(TimeSpan.FromSeconds(9));
        reading.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));

        (await reading).Text.ShouldBe("it does not answer within 10s");
    }

    [Fact]
    public async Task A_run_that_is_interrupted_does_not_wait_for_it()
    {
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();
        using var http = new HttpClient(new Answering((_, ct) => Task.FromCanceled<HttpResponseMessage>(ct)));

        await Should.ThrowAsync<OperationCanceledException>(
            new LivePage(http).ReadAsync(new Uri("http://x/"), Pattern, TimeProvider.System, interrupted.Token)
        );
    }

    private sealed class Answering(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
        : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => answer(request, cancellationToken);
    }
}
