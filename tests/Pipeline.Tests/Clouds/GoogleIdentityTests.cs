using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Clusters.Credentials;
using Foundation.Failures;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Clouds;
using Pipeline.Clouds.Google;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Clouds;

/// <summary>Accounts that an environment logs in, at a Google on loopback.</summary>
public sealed class GoogleIdentityTests : IAsyncDisposable
{
    private const string Account = "release@meg.iam.gserviceaccount.com";
    private const string Scopes =
        "https://www.googleapis.com/auth/cloud-platform https://www.googleapis.com/auth/userinfo.email";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly TemporaryFolder _folder = new();
    private readonly CloudCall _calls = new(TimeProvider.System);
    private readonly RSA _key = RSA.Create(2048);
    private readonly LoopbackServer _google;
    private readonly Dictionary<string, Func<Exchange, Task>> _answers = new(StringComparer.Ordinal);

    public GoogleIdentityTests() =>
        _google = new LoopbackServer(exchange =>
            _answers.TryGetValue($"{exchange.Method} {exchange.Path}", out var answer)
                ? answer(exchange)
                : exchange.JsonAsync("""{"error":"unexpected"}""", 599)
        );

    public async ValueTask DisposeAsync()
    {
        await _google.DisposeAsync();
        _calls.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_stored_key_signs_what_is_asked()
    {
        var form = new Dictionary<string, string>();
        On("POST /token", exchange => form = AzureIdentityTests.Form(exchange.Body), Token("ya29.key"));

        var token = await TokenAsync(Key());

        token.Value.Reveal().ShouldBe("ya29.key");
        token.ExpiresAt.ShouldBe(_time.GetUtcNow().AddSeconds(3599));
        form.Keys.ShouldBe(["grant_type", "assertion"], ignoreOrder: true);
        form["grant_type"].ShouldBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
        var parts = form["assertion"].Split('.');
        _key.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
            .ShouldBeTrue();
        Decoded(parts[0]).ShouldBe("""{"alg":"RS256","typ":"JWT","kid":"k1"}""");
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        Decoded(parts[1])
            .ShouldBe(
                $$"""{"iss":"{{Account}}","scope":"{{Scopes}}","aud":"{{_google.Address}}token","iat":{{now}},"exp":{{now
                    + 3600}}}"""
            );
    }

    [Theory]
    [InlineData("text", "ey.of.gitlab\n")]
    [InlineData("json", """{"id_token":"ey.of.gitlab"}""")]
    public async Task A_token_that_the_provider_trusts_is_exchanged_and_the_account_taken_on(string format, string file)
    {
        var form = new Dictionary<string, string>();
        var body = "";
        string? bearer = null;
        On("POST /v1/token", exchange => form = AzureIdentityTests.Form(exchange.Body), Token("ya29.federated"));
        On(
            $"POST /v1/projects/-/serviceAccounts/{Account}:generateAccessToken",
            exchange => (body, bearer) = (exchange.Body, exchange.Header("Authorization")),
            """{"accessToken":"ya29.account","expireTime":"2100-01-01T00:00:00Z"}"""
        );
        _folder.Write("gitlab-token", file);

        var (identity, token) = await LoginAsync(External(format, impersonates: true));

        identity.Account.ShouldBe(Account);
        token.Value.Reveal().ShouldBe("ya29.account");
        token.ExpiresAt.ShouldBe(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        form.ShouldBe(
            new Dictionary<string, string>
            {
                ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
                ["audience"] =
                    "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/gitlab",
                ["scope"] = "https://www.googleapis.com/auth/cloud-platform",
                ["requested_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
                ["subject_token"] = "ey.of.gitlab",
                ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            },
            ignoreOrder: true
        );
        bearer.ShouldBe("Bearer ya29.federated");
        var asked = JsonNode.Parse(body)!;
        asked["scope"]!.AsArray().Select(scope => scope!.GetValue<string>()).ShouldBe(Scopes.Split(' '));
        asked["lifetime"]!.GetValue<string>().ShouldBe("3600s");
    }

    [Fact]
    public async Task Without_an_account_to_take_on_the_exchanged_token_is_the_login()
    {
        var form = new Dictionary<string, string>();
        On("POST /v1/token", exchange => form = AzureIdentityTests.Form(exchange.Body), Token("ya29.federated"));
        _folder.Write("gitlab-token", "ey.of.gitlab");

        var (identity, token) = await LoginAsync(External("text", impersonates: false));

        identity.Account.ShouldBe("workload identity gitlab");
        token.Value.Reveal().ShouldBe("ya29.federated");
        form["scope"].ShouldBe(Scopes);
    }

    [Theory]
    [InlineData("""{"type":"authorized_user","refresh_token":"1//abc"}""")]
    [InlineData("""{"type":"external_account","credential_source":{"url":"http://169.254.169.254/"}}""")]
    [InlineData("""{"type":"external_account","credential_source":{"executable":{"command":"x"}}}""")]
    public async Task What_only_gcloud_can_log_in_is_left_to_it(string json) =>
        (await FindAsync(_folder.Write("google.json", json))).ShouldBeNull();

    [Theory]
    [InlineData(null, "is not there")]
    [InlineData("", "is empty")]
    [InlineData("key", "is not JSON")]
    [InlineData("{}", "names no type of account")]
    [InlineData("""{"type":"service_account"}""", "has no client_email")]
    [InlineData("""{"type":"service_account","client_email":"a@b","token_uri":"x"}""", "has no address in token_uri")]
    [InlineData("""{"type":"external_account","credential_source":{"file":"/t"}}""", "has no audience")]
    public async Task A_file_that_names_no_account_is_named_with_its_variable(string? content, string problem)
    {
        var file = content is null ? _folder["google.json"] : _folder.Write("google.json", content);

        var failure = await Should.ThrowAsync<ReleaseException>(() => FindAsync(file));

        failure.Message.ShouldBe($"GOOGLE_APPLICATION_CREDENTIALS: the file {file} {problem}");
        failure.NextStep.ShouldBe(
            "name the account's file, or unset GOOGLE_APPLICATION_CREDENTIALS to log in by gcloud"
        );
    }

    [Fact]
    public async Task A_key_that_is_none_is_not_shown()
    {
        var file = Write(Key(), json => json["private_key"] = "-----BEGIN PRIVATE KEY-----\nhunter22\n-----END");

        var failure = await Should.ThrowAsync<ReleaseException>(() => TokenAsync(file));

        failure.Message.ShouldBe(
            $"GOOGLE_APPLICATION_CREDENTIALS: the file {file} holds a private_key that cannot be read"
        );
        failure.ToString().ShouldNotContain("hunter22");
    }

    [Fact]
    public async Task A_home_folder_that_no_shell_has_expanded_is_named() =>
        (await Should.ThrowAsync<ReleaseException>(() => FindAsync("~/google.json"))).Message.ShouldBe(
            "GOOGLE_APPLICATION_CREDENTIALS: the file ~/google.json is not there: nothing expands its ~"
        );

    [Theory]
    [InlineData("gitlab-token", null, "is not there")]
    [InlineData("gitlab-token", "", "is empty")]
    public async Task A_token_of_the_job_that_is_missing_is_named_with_the_file_that_names_it(
        string name,
        string? content,
        string problem
    )
    {
        if (content is not null)
            _folder.Write(name, content);
        var file = External("text", impersonates: false);

        var failure = await Should.ThrowAsync<ReleaseException>(() => TokenAsync(file));

        failure.Message.ShouldBe($"GOOGLE_APPLICATION_CREDENTIALS ({file}): the file {_folder[name]} {problem}");
        failure.NextStep.ShouldBe("have the job write its token there first: docs/gitlab.md");
    }

    [Theory]
    [InlineData("invalid_grant", "Invalid JWT Signature.", $"the key of {Account} is not valid any more.")]
    [InlineData("invalid_grant", "Invalid grant: account not found", $"there is no account {Account}.")]
    [InlineData(
        "invalid_grant",
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.",
        "this machine's clock is wrong."
    )]
    [InlineData("invalid_grant", "Something new.", $"the log-in of {Account} is refused.")]
    public async Task A_refusal_of_a_key_says_what_is_wrong(string error, string description, string message)
    {
        On("POST /token", _ => { }, Refusal(error, description), 400);

        var failure = await Should.ThrowAsync<ReleaseException>(() => TokenAsync(Key()));

        failure.Message.ShouldBe($"Google: {message}");
        failure.NextStep.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("invalid_grant", "ID Token issued at 1 is expired: 2", "the token in $FILE has expired.")]
    [InlineData(
        "invalid_grant",
        "The audience in ID Token does not match.",
        "the token in $FILE is none that the workload identity provider trusts."
    )]
    [InlineData(
        "unauthorized_client",
        "The given credential is rejected by the attribute condition.",
        "the provider's attribute condition refuses the token in $FILE."
    )]
    public async Task A_refusal_of_a_token_says_what_is_wrong(string error, string description, string message)
    {
        _folder.Write("gitlab-token", "ey.of.gitlab");
        On("POST /v1/token", _ => { }, Refusal(error, description), 400);

        var failure = await Should.ThrowAsync<ReleaseException>(() => TokenAsync(External("text", true)));

        failure.Message.ShouldBe(
            $"Google: {message.Replace("$FILE", _folder["gitlab-token"], StringComparison.Ordinal)}"
        );
        failure.NextStep.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_account_that_may_not_be_taken_on_is_named_with_the_role_that_is_missing()
    {
        _folder.Write("gitlab-token", "ey.of.gitlab");
        On("POST /v1/token", _ => { }, Token("ya29.federated"));
        On(
            $"POST /v1/projects/-/serviceAccounts/{Account}:generateAccessToken",
            _ => { },
            """{"error":{"code":403,"message":"Permission 'iam.serviceAccounts.getAccessToken' denied","status":"PERMISSION_DENIED"}}""",
            403
        );

        var failure = await Should.ThrowAsync<ReleaseException>(() => TokenAsync(External("text", true)));

        failure.Message.ShouldBe($"Google: the token's owner may not act as {Account}.");
        failure.NextStep.ShouldBe($"grant it roles/iam.workloadIdentityUser on {Account}");
    }

    [Theory]
    [InlineData("http://oauth2.googleapis.com/token")]
    [InlineData("https://oauth2.example/token")]
    [InlineData("https://oauth2.googleapis.com.example/token")]
    [InlineData("https://oauth2.googleapis.com@example.com/token")]
    [InlineData("https://evilgoogleapis.com/token")]
    [InlineData("ftp://localhost/token")]
    [InlineData("file:///token")]
    public async Task What_proves_an_account_goes_to_Google_alone(string address)
    {
        var file = Write(Key(), json => json["token_uri"] = address);

        (await Should.ThrowAsync<ReleaseException>(() => FindAsync(file))).Message.ShouldBe(
            $"GOOGLE_APPLICATION_CREDENTIALS: the file {file} names {address} in token_uri, which is not Google's"
        );
    }

    [Theory]
    [InlineData("https://oauth2.googleapis.com/token")]
    [InlineData("https://sts.mtls.googleapis.com/v1/token")]
    public async Task Googles_own_addresses_are_taken(string address) =>
        (await FindAsync(Write(Key(), json => json["token_uri"] = address)))!.Account.ShouldBe(Account);

    private static string Token(string token) =>
        $$"""{"access_token":"{{token}}","expires_in":3599,"token_type":"Bearer"}""";

    private static string Refusal(string error, string description) =>
        new JsonObject { ["error"] = error, ["error_description"] = description }.ToJsonString();

    private static string Decoded(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    private void On(string request, Action<Exchange> look, string answer, int status = 200) =>
        _answers[request] = exchange =>
        {
            look(exchange);
            return exchange.JsonAsync(answer, status);
        };

    private string Key() =>
        _folder.Write(
            "google.json",
            new JsonObject
            {
                ["type"] = "service_account",
                ["client_email"] = Account,
                ["private_key_id"] = "k1",
                ["private_key"] = _key.ExportPkcs8PrivateKeyPem(),
                ["token_uri"] = $"{_google.Address}token",
            }.ToJsonString()
        );

    private string External(string format, bool impersonates)
    {
        var json = new JsonObject
        {
            ["type"] = "external_account",
            ["audience"] = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/gitlab",
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["token_url"] = $"{_google.Address}v1/token",
            ["credential_source"] = new JsonObject
            {
                ["file"] = _folder["gitlab-token"],
                ["format"] =
                    format == "json"
                        ? new JsonObject { ["type"] = "json", ["subject_token_field_name"] = "id_token" }
                        : new JsonObject { ["type"] = "text" },
            },
        };
        if (impersonates)
            json["service_account_impersonation_url"] =
                $"{_google.Address}v1/projects/-/serviceAccounts/{Account}:generateAccessToken";
        return _folder.Write("google.json", json.ToJsonString());
    }

    private string Write(string file, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(json);
        return _folder.Write("google.json", json.ToJsonString());
    }

    private static Task<GoogleIdentity?> FindAsync(string file) =>
        GoogleIdentity.FindAsync(
            name => name == GoogleIdentity.Variable ? file : null,
            TestContext.Current.CancellationToken
        );

    private async Task<AccountToken> TokenAsync(string file) => (await LoginAsync(file)).Token;

    private async Task<(GoogleIdentity Identity, AccountToken Token)> LoginAsync(string file)
    {
        var identity = (await FindAsync(file)).ShouldNotBeNull();
        return (
            identity,
            await identity.TokenAsync(new TokenEndpoint(_calls, _time), TestContext.Current.CancellationToken)
        );
    }
}
