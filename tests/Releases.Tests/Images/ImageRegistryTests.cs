using Foundation.Failures;
using Foundation.Secrets;
using Microsoft.Extensions.Time.Testing;
using Releases.Images;

namespace Releases.Tests.Images;

public sealed class ImageRegistryTests : IAsyncDisposable
{
    private const string Revision = """{"config":{"Labels":{"org.opencontainers.image.revision":"abc123"}}}""";
    private readonly LoopbackRegistry _registry = new();
    private readonly RegistryCredentials _credentials = new("ann", new Secret("s3cret"));

    private RegistryImage Image => new(_registry.Host, "team/app", "1.2.3");

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Digest_is_that_of_the_manifest_which_the_tag_names()
    {
        var digest = _registry.Serve("/v2/team/app/manifests/1.2.3", """{"schemaVersion":2}""");

        (await DigestAsync()).ShouldBe(digest);
    }

    [Fact]
    public async Task Tag_that_does_not_exist_has_no_digest_and_no_image()
    {
        (await DigestAsync()).ShouldBeNull();
        (await InspectAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Labels_are_read_from_the_configuration_of_a_plain_image()
    {
        var digest = _registry.Serve("/v2/team/app/manifests/1.2.3", Manifest(Revision));

        var image = await InspectAsync();

        image!.Digest.ShouldBe(digest);
        image.Revision.ShouldBe("abc123");
    }

    [Fact]
    public async Task Labels_of_an_index_are_those_of_linux_amd64_under_the_digest_of_the_index()
    {
        var arm = _registry.ServeByDigest("/v2/team/app/manifests", Manifest("""{"config":{}}"""));
        var amd = _registry.ServeByDigest("/v2/team/app/manifests", Manifest(Revision));
        var index = _registry.Serve(
            "/v2/team/app/manifests/1.2.3",
            $$"""{"manifests":[{{Platform(arm, "arm64", "linux")}},{{Platform(amd, "amd64", "linux")}}]}"""
        );

        var image = await InspectAsync();

        image!.Digest.ShouldBe(index);
        image.Revision.ShouldBe("abc123");
    }

    [Fact]
    public async Task Index_without_linux_amd64_is_read_by_its_first_platform_and_never_by_an_attestation()
    {
        var attestation = _registry.ServeByDigest("/v2/team/app/manifests", Manifest("""{"config":{}}"""));
        var arm = _registry.ServeByDigest("/v2/team/app/manifests", Manifest(Revision));
        _registry.Serve(
            "/v2/team/app/manifests/1.2.3",
            $$"""{"manifests":[{{Platform(attestation, "unknown", "unknown")}},{{Platform(arm, "arm64", "linux")}}]}"""
        );

        (await InspectAsync())!.Revision.ShouldBe("abc123");
    }

    [Theory]
    [InlineData("""{"os":"linux","architecture":"arm64"}""", "linux/arm64")]
    [InlineData("""{"os":"linux","architecture":"arm","variant":"v7"}""", "linux/arm/v7")]
    [InlineData("""{"os":"windows","architecture":"amd64","variant":""}""", "windows/amd64")]
    [InlineData("""{"config":{}}""", null)]
    [InlineData("""{"os":"linux"}""", null)]
    [InlineData("""{"os":7,"architecture":[]}""", null)]
    [InlineData("[]", null)]
    public async Task Platform_is_read_from_the_configuration(string config, string? platform)
    {
        _registry.Serve("/v2/team/app/manifests/1.2.3", Manifest(config));

        var image = await InspectAsync();

        (image!.Platform?.ToString()).ShouldBe(platform);
    }

    [Theory]
    [InlineData("linux/amd64", "linux/amd64")]
    [InlineData("linux/arm64", "linux/arm64")]
    [InlineData("linux/s390x", "linux/arm64")]
    public async Task Of_an_index_the_platform_asked_for_is_read_else_the_first(string asked, string read)
    {
        var arm = _registry.ServeByDigest(
            "/v2/team/app/manifests",
            Manifest("""{"os":"linux","architecture":"arm64"}""")
        );
        var amd = _registry.ServeByDigest(
            "/v2/team/app/manifests",
            Manifest("""{"os":"linux","architecture":"amd64"}""")
        );
        _registry.Serve(
            "/v2/team/app/manifests/1.2.3",
            $$"""{"manifests":[{{Platform(arm, "arm64", "linux")}},{{Platform(amd, "amd64", "linux")}}]}"""
        );

        (await InspectAsync(ImagePlatform.TryParse(asked)))!.Platform!.ToString().ShouldBe(read);
    }

    [Fact]
    public async Task Image_without_labels_has_no_revision()
    {
        _registry.Serve("/v2/team/app/manifests/1.2.3", Manifest("""{"config":{"Labels":null}}"""));

        (await InspectAsync())!.Revision.ShouldBeNull();
    }

    [Fact]
    public async Task Basic_log_in_is_sent_only_when_the_registry_asks()
    {
        var digest = _registry.Serve("/v2/team/app/manifests/1.2.3", "{}");
        _registry.Challenge = "Basic realm=\"registry\"";
        _registry.Authorization = LoopbackRegistry.Basic("ann", "s3cret");

        (await DigestAsync()).ShouldBe(digest);

        _registry.Requests.Select(request => request.Authorization).ShouldBe([null, _registry.Authorization]);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    public async Task Bearer_log_in_exchanges_the_password_for_a_token_of_the_scope_asked_for(string property)
    {
        var digest = _registry.Serve("/v2/team/app/manifests/1.2.3", "{}");
        _registry.Serve("/oauth2/token", $$"""{"{{property}}":"short-lived"}""");
        _registry.Challenge =
            $"Bearer realm=\"http://{_registry.Host}/oauth2/token\",service=\"reg\",scope=\"repository:team/app:pull\"";
        _registry.Authorization = "Bearer short-lived";

        (await DigestAsync()).ShouldBe(digest);

        _registry
            .Requests[1]
            .ShouldBe(
                (
                    "/oauth2/token?service=reg&scope=repository%3Ateam%2Fapp%3Apull",
                    LoopbackRegistry.Basic("ann", "s3cret")
                )
            );
    }

    [Fact]
    public async Task Password_is_never_sent_over_plain_http_to_another_machine()
    {
        _registry.Challenge = "Bearer realm=\"http://registry.example/token\",service=\"reg\"";

        var failure = await Should.ThrowAsync<ReleaseException>(DigestAsync());

        failure.Message.ShouldContain("http://registry.example/token");
        failure.Message.ShouldContain("not an https address");
    }

    [Theory]
    [InlineData("Basic realm=\"other\"")]
    [InlineData("Bearer realm=\"http://OTHER/oauth2/token\",service=\"other\"")]
    [InlineData("Bearer realm=\"http://REGISTRY/oauth2/token\",service=\"other\"")]
    public async Task Whoever_the_registry_redirects_to_gets_no_secret_whatever_it_asks_for(string challenge)
    {
        await using var other = new LoopbackRegistry();
        other.Challenge = challenge.Replace("OTHER", other.Host).Replace("REGISTRY", _registry.Host);
        other.Authorization = "never";
        other.Serve("/oauth2/token", """{"token":"other's"}""");
        _registry.Challenge = "Basic realm=\"registry\"";
        _registry.Authorization = LoopbackRegistry.Basic("ann", "s3cret");
        _registry.Redirects["/v2/team/app/manifests/1.2.3"] = $"http://{other.Host}/v2/team/app/manifests/1.2.3";

        var failure = await Should.ThrowAsync<ReleaseException>(DigestAsync());

        failure.Message.ShouldBe($"{_registry.Host} refuses to show team/app (401).");
        other.Requests.ShouldHaveSingleItem().Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task A_blob_that_is_kept_elsewhere_is_read_from_there_without_the_log_in()
    {
        await using var other = new LoopbackRegistry();
        _registry.Challenge = "Basic realm=\"registry\"";
        _registry.Authorization = LoopbackRegistry.Basic("ann", "s3cret");
        var digest = other.Serve("/store/1", "{}");
        _registry.Redirects["/v2/team/app/manifests/1.2.3"] = "/v2/moved";
        _registry.Redirects["/v2/moved"] = $"http://{other.Host}/store/1";

        (await DigestAsync()).ShouldBe(digest);

        // Back to itself it is logged in as before.
        _registry.Requests[^1].ShouldBe(("/v2/moved", _registry.Authorization));
        other.Requests.ShouldHaveSingleItem().Authorization.ShouldBeNull();
    }

    [Theory]
    [InlineData("/v2/team/app/manifests/1.2.3", 6)]
    [InlineData("http://registry.example/v2/team/app/manifests/1.2.3", 1)]
    public async Task A_redirect_in_a_circle_or_in_the_clear_is_not_followed(string target, int requests)
    {
        _registry.Redirects["/v2/team/app/manifests/1.2.3"] = target;

        (await Should.ThrowAsync<ReleaseException>(DigestAsync())).Message.ShouldBe(
            $"{_registry.Host} answered 302 for team/app:1.2.3."
        );
        _registry.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task The_password_goes_to_no_other_host_for_a_token()
    {
        await using var other = new LoopbackRegistry();
        _registry.Challenge = $"Bearer realm=\"http://{other.Host}/oauth2/token\",service=\"reg\"";
        _registry.Authorization = "Bearer short-lived";

        (await Should.ThrowAsync<ReleaseException>(DigestAsync())).Message.ShouldBe(
            $"{_registry.Host} sends logins to {other.Host}; the password is for {_registry.Host} alone, and was not sent."
        );
        other.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Basic realm=\"registry\"")]
    [InlineData("Negotiate")]
    public async Task Wrong_password_is_one_line_without_the_password(string challenge)
    {
        _registry.Challenge = challenge;
        _registry.Authorization = LoopbackRegistry.Basic("ann", "another");

        var failure = await Should.ThrowAsync<ReleaseException>(DigestAsync());

        failure.Message.ShouldBe($"{_registry.Host} refuses to show team/app (401).");
        failure.NextStep.ShouldBe("Check the registry's user and password.");
    }

    [Theory]
    [InlineData(403, "Ask who runs the registry: its firewall may keep this machine out, or the user lacks the right.")]
    [InlineData(401, "Check the registry's user and password.")]
    public async Task A_refusal_has_the_words_of_the_registry(int status, string next)
    {
        _registry.Broken = status;
        _registry.Said =
            """{"errors":[{"code":"DENIED","message":"client with IP '10.1.2.3' is not allowed access"}]}""";

        var failure = await Should.ThrowAsync<ReleaseException>(DigestAsync());

        failure.Message.ShouldBe(
            $"{_registry.Host} refuses to show team/app ({status}): client with IP '10.1.2.3' is not allowed access"
        );
        failure.NextStep.ShouldBe(next);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"errors":[7]}""")]
    [InlineData("""{"errors":[{"message":7}]}""")]
    [InlineData("""{"errors":[{"message":" "}]}""")]
    public async Task A_refusal_in_another_form_is_one_without_words(string said)
    {
        _registry.Broken = 403;
        _registry.Said = said;

        (await Should.ThrowAsync<ReleaseException>(DigestAsync())).Message.ShouldBe(
            $"{_registry.Host} refuses to show team/app (403)."
        );
    }

    [Fact]
    public async Task The_words_of_a_refusal_are_one_visible_line_of_bounded_length()
    {
        _registry.Broken = 403;
        _registry.Said = $$"""{"errors":[{"message":"a\u001b[2Jb\n{{new string('c', 500)}}"}]}""";

        var message = (await Should.ThrowAsync<ReleaseException>(DigestAsync())).Message;

        message.ShouldStartWith($"{_registry.Host} refuses to show team/app (403): a\uFFFD[2Jb ccc");
        message.ShouldEndWith("… (307 more characters)");
    }

    [Fact]
    public async Task A_log_in_that_is_refused_has_the_words_of_who_refuses_it()
    {
        _registry.Challenge = $"Bearer realm=\"http://{_registry.Host}/oauth2/token\",service=\"reg\"";
        _registry.Authorization = "Bearer never";
        _registry.Refused["/oauth2/token"] = """{"errors":[{"message":"client is not allowed access"}]}""";

        var failure = await Should.ThrowAsync<ReleaseException>(DigestAsync());

        failure.Message.ShouldBe($"{_registry.Host} refuses the log-in (403): client is not allowed access");
        failure.NextStep.ShouldNotBeNull().ShouldStartWith("Ask who runs the registry");
    }

    [Fact]
    public async Task Server_that_fails_is_no_missing_tag()
    {
        _registry.Broken = 500;

        var failure = await Should.ThrowAsync<ReleaseException>(DigestAsync());

        failure.Message.ShouldBe($"{_registry.Host} answered 500 for team/app:1.2.3.");
    }

    [Fact]
    public async Task Server_that_is_no_registry_is_named()
    {
        _registry.Serve("/v2/team/app/manifests/1.2.3", "<html>");

        var failure = await Should.ThrowAsync<ReleaseException>(DigestAsync());

        failure.Message.ShouldBe($"{_registry.Host} did not answer as an image registry.");
    }

    [Fact]
    public async Task Registry_that_is_not_there_is_named()
    {
        await _registry.DisposeAsync();

        var failure = await Should.ThrowAsync<ReleaseException>(DigestAsync());

        failure.Message.ShouldStartWith($"{_registry.Host} cannot be reached: ");
    }

    [Fact]
    public async Task Registry_that_never_answers_is_given_up_after_the_limit()
    {
        var time = new FakeTimeProvider();
        _registry.Silence = new TaskCompletionSource();
        using var reader = new ImageRegistry(_registry.Host, _credentials, time);

        var asking = reader.DigestAsync(Image, TestContext.Current.CancellationToken);
        await _registry.Silence.Task;
        time.Advance(ImageRegistry.AnswerLimit);

        (await Should.ThrowAsync<ReleaseException>(asking)).Message.ShouldBe(
            $"{_registry.Host} did not answer within 30s."
        );
    }

    [Fact]
    public async Task Credentials_of_one_registry_are_never_offered_to_another()
    {
        using var reader = new ImageRegistry("example.azurecr.io", _credentials, TimeProvider.System);

        await Should.ThrowAsync<ArgumentException>(reader.DigestAsync(Image, TestContext.Current.CancellationToken));
        _registry.Requests.ShouldBeEmpty();
    }

    private async Task<string?> DigestAsync()
    {
        using var reader = new ImageRegistry(_registry.Host, _credentials, TimeProvider.System);
        return await reader.DigestAsync(Image, TestContext.Current.CancellationToken);
    }

    private async Task<PublishedImage?> InspectAsync(ImagePlatform? platform = null)
    {
        using var reader = new ImageRegistry(_registry.Host, null, TimeProvider.System);
        return await reader.InspectAsync(
            Image,
            platform ?? ImagePlatform.Default,
            TestContext.Current.CancellationToken
        );
    }

    private string Manifest(string config)
    {
        var digest = _registry.ServeByDigest("/v2/team/app/blobs", config);
        return $$$"""{"schemaVersion":2,"config":{"digest":"{{{digest}}}"}}""";
    }

    private static string Platform(string digest, string architecture, string system) =>
        $$$"""{"digest":"{{{digest}}}","platform":{"os":"{{{system}}}","architecture":"{{{architecture}}}"}}""";
}
