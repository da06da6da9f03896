using System.Globalization;
using Foundation.Failures;
using Foundation.Secrets;
using Releases.Images;

namespace Releases.Tests.Images;

/// <summary>A registry that is busy, restarts, or has not told all of its servers of an image yet.</summary>
public sealed class BusyRegistryTests : IAsyncDisposable
{
    private const string Manifest = "/v2/team/app/manifests/1.2.3";
    private const string Token = "/oauth2/token";
    private readonly LoopbackRegistry _registry = new();
    private readonly PassingTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RegistryImage Image => new(_registry.Host, "team/app", "1.2.3");

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_log_in_that_is_not_looked_at_is_no_wrong_password(int status)
    {
        AskForToken();
        Answer(Token, [.. Enumerable.Repeat(status, 100)]);

        var failure = await Should.ThrowAsync<ReleaseException>(DigestAsync());

        failure.Message.ShouldBe($"{_registry.Host} answered {status} to the log-in.");
        failure.NextStep.ShouldNotBeNull().ShouldNotContain("password");
        failure.NextStep.ShouldContain(status == 500 ? "ask whoever runs it" : "run the same command again");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_is_answered_a_little_later_is_waited_for(int status)
    {
        var digest = _registry.Serve(Manifest, "{}");
        Answer(Manifest, status, status);

        (await DigestAsync()).ShouldBe(digest);
        _registry.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_log_in_that_is_answered_a_little_later_is_waited_for(int status)
    {
        var digest = _registry.Serve(Manifest, "{}");
        AskForToken();
        Answer(Token, status);

        (await DigestAsync()).ShouldBe(digest);
        _registry
            .Requests.Count(request => request.Authorization == LoopbackRegistry.Basic("ann", "s3cret"))
            .ShouldBe(2);
    }

    [Fact]
    public async Task A_blob_is_waited_for_as_well()
    {
        var config = _registry.ServeByDigest("/v2/team/app/blobs", """{"config":{}}""");
        _registry.Serve(Manifest, $$$"""{"config":{"digest":"{{{config}}}"}}""");
        Answer($"/v2/team/app/blobs/{config}", 503);
        using var reader = Reader();

        (await reader.InspectAsync(Image, ImagePlatform.Default, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_registry_that_stays_busy_is_given_up_within_the_limit_of_one_answer()
    {
        var start = _time.GetTimestamp();
        Answer(Manifest, [.. Enumerable.Repeat(503, 100)]);

        var failure = await Should.ThrowAsync<ReleaseException>(DigestAsync());

        failure.Message.ShouldBe($"{_registry.Host} answered 503 for team/app:1.2.3.");
        failure.NextStep.ShouldNotBeNull().ShouldContain("run the same command again");
        _time.GetElapsedTime(start).ShouldBeInRange(TimeSpan.FromSeconds(10), ImageRegistry.AnswerLimit);
    }

    [Fact]
    public async Task A_log_in_has_no_limit_of_its_own()
    {
        AskForToken();
        Answer(Manifest, 503, 503, 503, 503);
        Answer(Token, [.. Enumerable.Repeat(503, 100)]);

        (await Should.ThrowAsync<ReleaseException>(DigestAsync())).Message.ShouldBe(
            $"{_registry.Host} answered 503 to the log-in."
        );
    }

    [Fact]
    public async Task A_fault_of_the_server_is_not_asked_again()
    {
        Answer(Manifest, 500);

        (await Should.ThrowAsync<ReleaseException>(DigestAsync())).Message.ShouldBe(
            $"{_registry.Host} answered 500 for team/app:1.2.3."
        );
        _registry.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_registry_that_names_a_time_is_asked_then()
    {
        var start = _time.GetTimestamp();
        var digest = _registry.Serve(Manifest, "{}");
        var later = _time.GetUtcNow().AddSeconds(12).ToString("R", CultureInfo.InvariantCulture);
        _registry.AtFirst[Manifest] = new([(429, "7"), (503, later), (503, "0")]);

        (await DigestAsync()).ShouldBe(digest);
        _time.GetElapsedTime(start).ShouldBeInRange(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT")]
    public async Task A_registry_that_asks_for_no_pause_is_given_one(string retryAfter)
    {
        _registry.AtFirst[Manifest] = new(Enumerable.Repeat<(int, string?)>((503, retryAfter), 1000));

        await Should.ThrowAsync<ReleaseException>(DigestAsync());

        _registry.Requests.Count.ShouldBeLessThan(12);
    }

    [Fact]
    public async Task A_time_that_is_too_far_off_is_not_waited_for()
    {
        var start = _time.GetTimestamp();
        _registry.AtFirst[Manifest] = new([(429, "60")]);

        (await Should.ThrowAsync<ReleaseException>(DigestAsync())).Message.ShouldBe(
            $"{_registry.Host} answered 429 for team/app:1.2.3."
        );
        _time.GetElapsedTime(start).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task An_image_that_was_pushed_just_now_is_looked_for_until_every_server_knows_it()
    {
        var config = _registry.ServeByDigest("/v2/team/app/blobs", """{"config":{}}""");
        var digest = _registry.Serve(Manifest, $$$"""{"config":{"digest":"{{{config}}}"}}""");
        Answer(Manifest, 404, 404);
        Answer($"/v2/team/app/blobs/{config}", 404);
        using var reader = Reader();

        (await reader.InspectPushedAsync(Image, digest: null, ImagePlatform.Default, Ct))!.Digest.ShouldBe(digest);
    }

    [Fact]
    public async Task An_image_that_does_not_come_is_missing_after_the_limit()
    {
        var start = _time.GetTimestamp();
        using var reader = Reader();

        (await reader.InspectPushedAsync(Image, digest: null, ImagePlatform.Default, Ct)).ShouldBeNull();
        _time.GetElapsedTime(start).ShouldBe(ImageRegistry.PushedLimit);
    }

    [Fact]
    public async Task An_image_that_nobody_pushed_is_not_waited_for()
    {
        using var reader = Reader();

        (await reader.InspectAsync(Image, ImagePlatform.Default, Ct)).ShouldBeNull();
        _registry.Requests.Count.ShouldBe(1);
    }

    private void AskForToken()
    {
        _registry.Serve(Token, """{"token":"short-lived"}""");
        _registry.Challenge = $"Bearer realm=\"http://{_registry.Host}{Token}\",service=\"reg\"";
        _registry.Authorization = "Bearer short-lived";
    }

    private void Answer(string path, params int[] statuses) =>
        _registry.AtFirst[path] = new(statuses.Select(status => (status, (string?)null)));

    private ImageRegistry Reader() => new(_registry.Host, new RegistryCredentials("ann", new Secret("s3cret")), _time);

    private async Task<string?> DigestAsync()
    {
        using var reader = Reader();
        return await reader.DigestAsync(Image, Ct);
    }
}
