using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Clusters.Credentials;
using Foundation.Failures;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Clouds;
using Pipeline.Clouds.Azure;
using Pipeline.Tests.Drills;
using Pipeline.Tools.Azure;

namespace Pipeline.Tests.Clouds;

/// <summary>Applications that an environment logs in, at an Entra ID on loopback.</summary>
public sealed class AzureIdentityTests : IAsyncDisposable
{
    private const string Client = "11111111-1111-1111-1111-111111111111";
    private const string Tenant = "22222222-2222-2222-2222-222222222222";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly TemporaryFolder _folder = new();
    private readonly CloudCall _calls = new(TimeProvider.System);
    private readonly LoopbackServer _entra;
    private readonly Dictionary<string, string> _environment;
    private Dictionary<string, string> _form = [];
    private Func<Exchange, Task> _answer = exchange =>
        exchange.JsonAsync("""{"token_type":"Bearer","expires_in":3599,"access_token":"ey.of.entra"}""");

    public AzureIdentityTests()
    {
        _entra = new LoopbackServer(exchange =>
        {
            exchange.Header("Content-Type").ShouldBe("application/x-www-form-urlencoded");
            exchange.Header("Authorization").ShouldBeNull();
            _form = Form(exchange.Body);
            return _answer(exchange);
        });
        _environment = new(StringComparer.Ordinal)
        {
            ["AZURE_TENANT_ID"] = Tenant,
            ["AZURE_CLIENT_ID"] = Client,
            ["AZURE_AUTHORITY_HOST"] = _entra.Address.ToString(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _entra.DisposeAsync();
        _calls.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_token_that_the_application_trusts_is_exchanged_for_one_of_Azure()
    {
        Federate("ey.of.gitlab\n");

        var token = await TokenAsync();

        token.Value.Reveal().ShouldBe("ey.of.entra");
        token.ExpiresAt.ShouldBe(_time.GetUtcNow().AddSeconds(3599));
        _entra.Requests.ShouldBe([$"POST /{Tenant}/oauth2/v2.0/token"]);
        _form.ShouldBe(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = Client,
                ["scope"] = "https://management.example/.default",
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = "ey.of.gitlab",
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task A_secret_goes_before_a_token_as_in_the_libraries_of_Azure()
    {
        Federate("ey.of.gitlab");
        _environment["AZURE_CLIENT_SECRET"] = "p~s+ &=%ret";

        (await TokenAsync()).Value.Reveal().ShouldBe("ey.of.entra");

        _form.ShouldBe(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = Client,
                ["scope"] = "https://management.example/.default",
                ["client_secret"] = "p~s+ &=%ret",
            },
            ignoreOrder: true
        );
        Identity.ProvedBy.ShouldBe("AZURE_CLIENT_SECRET");
        Identity.Kubelogin.ShouldBe(KubeloginMethod.ServicePrincipal);
    }

    [Fact]
    public async Task A_token_that_the_job_has_replaced_is_read_anew()
    {
        Federate("ey.first");
        var identity = Identity;
        await TokenAsync(identity);
        Federate("ey.second");

        await TokenAsync(identity);

        _form["client_assertion"].ShouldBe("ey.second");
    }

    [Theory]
    [InlineData("AZURE_TENANT_ID")]
    [InlineData("AZURE_CLIENT_ID")]
    [InlineData("AZURE_FEDERATED_TOKEN_FILE")]
    public void An_environment_that_names_half_an_application_names_none(string missing)
    {
        Federate("ey.of.gitlab");
        _environment[missing] = "";

        AzureIdentity.Of(_environment.GetValueOrDefault).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "is not there")]
    [InlineData(" \n", "is empty")]
    [InlineData("ey of\nmany", "holds no token")]
    public async Task A_token_file_that_is_none_is_named_with_its_variable(string? content, string problem)
    {
        var file = _folder["token"];
        _environment["AZURE_FEDERATED_TOKEN_FILE"] = file;
        if (content is not null)
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        var failure = await FailureAsync();

        failure.Message.ShouldBe($"AZURE_FEDERATED_TOKEN_FILE: the file {file} {problem}");
        failure.NextStep.ShouldBe("have the job write its token there first: docs/gitlab.md");
        _entra.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(700024, "the token in $FILE has expired", "start the job anew: it then gets a new token")]
    [InlineData(
        700213,
        "the token in $FILE is of a subject that application $CLIENT does not trust",
        "compare the application's federated credential with the token: docs/gitlab.md"
    )]
    [InlineData(
        7000215,
        "127.0.0.1 refuses AZURE_CLIENT_SECRET of application $CLIENT",
        "az ad app credential reset --id $CLIENT, and put the new one into AZURE_CLIENT_SECRET"
    )]
    [InlineData(
        7000222,
        "AZURE_CLIENT_SECRET of application $CLIENT has expired",
        "az ad app credential reset --id $CLIENT, and put the new one into AZURE_CLIENT_SECRET"
    )]
    [InlineData(90002, "127.0.0.1 knows no tenant $TENANT", "set AZURE_TENANT_ID: az account show --query tenantId")]
    [InlineData(
        700016,
        "there is no application $CLIENT in tenant $TENANT",
        "compare AZURE_CLIENT_ID and AZURE_TENANT_ID: az ad app list --display-name NAME"
    )]
    public async Task A_refusal_says_what_is_wrong_where_and_what_helps(int code, string message, string next)
    {
        Federate("ey.of.gitlab");
        _answer = exchange =>
            exchange.JsonAsync(
                $$$"""{"error":"invalid_client","error_description":"AADSTS{{{code}}}: Some words. ey.of.gitlab","error_codes":[{{{code}}}]}""",
                code == 90002 ? 400 : 401
            );

        var failure = await FailureAsync();

        failure.Message.ShouldBe($"Azure: {Filled(message)} (AADSTS{code}).");
        failure.NextStep.ShouldBe(Filled(next));
    }

    [Theory]
    [InlineData(400, """{"error":"x","error_description":"AADSTS123: No. ey.of.gitlab"}""", "answered 400 AADSTS123")]
    [InlineData(400, """{"error":"invalid_request"}""", "answered 400 invalid_request")]
    [InlineData(500, "<html>", "answered 500")]
    [InlineData(200, "<html>", "answered something that is not JSON")]
    [InlineData(200, "{}", "gave no token")]
    [InlineData(200, """{"access_token":"two words"}""", "gave no token")]
    [InlineData(302, "", "answered 302")]
    public async Task What_nobody_expects_is_one_line_and_no_other_account_is_taken(
        int status,
        string body,
        string words
    )
    {
        Federate("ey.of.gitlab");
        _answer = exchange => exchange.JsonAsync(body, status, "Location: http://127.0.0.1:1/");

        var failure = await FailureAsync();

        failure.Message.ShouldBe($"Azure: 127.0.0.1 {words}.");
        failure.NextStep.ShouldBe("try again; if it stays so, look the code up, or ask whoever has set this log-in up");
        failure.Message.ShouldNotContain("ey.of");
    }

    [Fact]
    public async Task An_Entra_ID_that_is_not_there_is_a_matter_of_the_network()
    {
        var entra = new LoopbackServer(exchange => exchange.JsonAsync("{}"));
        _environment["AZURE_AUTHORITY_HOST"] = entra.Address.ToString();
        await entra.DisposeAsync();
        Federate("ey.of.gitlab");

        var failure = await FailureAsync();

        failure.Message.ShouldStartWith("Azure: 127.0.0.1 cannot be reached: ");
        failure.NextStep.ShouldBe("check the network and the proxy settings, and try again");
    }

    [Fact]
    public async Task An_authority_that_this_machine_does_not_trust_is_told_as_that()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var own = new CertificateRequest("CN=inspecting proxy", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        await using var entra = new LoopbackServer(exchange => exchange.JsonAsync("{}"), own);
        _environment["AZURE_AUTHORITY_HOST"] = entra.Address.ToString();
        Federate("ey.of.gitlab");

        var failure = await FailureAsync();

        failure.Message.ShouldStartWith("Azure: 127.0.0.1 cannot be reached: the TLS handshake failed: The remote");
        failure.Message.ShouldNotContain("see inner exception");
        failure.NextStep.ShouldNotBe("check the network and the proxy settings, and try again");
    }

    [Theory]
    [InlineData("http://login.example/", "Azure: login.example has no https address.")]
    [InlineData("login.example", "AZURE_AUTHORITY_HOST is no address: 'login.example'")]
    public async Task A_secret_goes_to_no_address_that_proves_nothing(string authority, string message)
    {
        _environment["AZURE_CLIENT_SECRET"] = "hunter22";
        _environment["AZURE_AUTHORITY_HOST"] = authority;

        (await FailureAsync()).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.us", "https://management.usgovcloudapi.net/")]
    [InlineData("https://login.chinacloudapi.cn/", "https://management.chinacloudapi.cn/")]
    [InlineData("https://login.example/", "https://management.example/")]
    public void The_cloud_is_the_one_whose_authority_the_environment_names(string authority, string manager)
    {
        _environment["AZURE_CLIENT_SECRET"] = "hunter22";
        _environment["AZURE_AUTHORITY_HOST"] = authority;

        Identity.CloudOf(Cloud).ShouldNotBeNull().ResourceManager.ToString().ShouldBe(manager);
    }

    [Theory]
    [InlineData("", "https://arm.stack.example/azure/.default")]
    [InlineData(
        "endpoint_active_directory_resource_id = https://management.stack.example/abc",
        "https://management.stack.example/abc/.default"
    )]
    public async Task A_cloud_that_was_registered_says_where_and_for_what_one_logs_in(string more, string scope)
    {
        _environment.Remove("AZURE_AUTHORITY_HOST");
        _environment["AZURE_CLIENT_SECRET"] = "hunter22";
        _folder.Write(".azure/config", "[cloud]\nname = Stack\n");
        _folder.Write(
            ".azure/clouds.config",
            $"[Stack]\nendpoint_resource_manager = https://arm.stack.example/azure\nsuffix_acr_login_server_endpoint = .acr.stack\nendpoint_active_directory = {_entra.Address}adfs\n{more}\n"
        );
        var cloud = AzureCloud.Active(_ => null, _folder.Path).ShouldNotBeNull();

        await Identity.TokenAsync(cloud, new TokenEndpoint(_calls, _time), TestContext.Current.CancellationToken);

        _entra.Requests.ShouldBe([$"POST /adfs/{Tenant}/oauth2/v2.0/token"]);
        _form["scope"].ShouldBe(scope);
    }

    private static AzureCloud Cloud => new(new Uri("https://management.example/"), ".azurecr.example");

    private AzureIdentity Identity => AzureIdentity.Of(_environment.GetValueOrDefault).ShouldNotBeNull();

    private void Federate(string token) =>
        _environment["AZURE_FEDERATED_TOKEN_FILE"] = _folder.Write("gitlab-token", token);

    private Task<AccountToken> TokenAsync(AzureIdentity? identity = null) =>
        (identity ?? Identity).TokenAsync(
            Cloud,
            new TokenEndpoint(_calls, _time),
            TestContext.Current.CancellationToken
        );

    private Task<ReleaseException> FailureAsync() => Should.ThrowAsync<ReleaseException>(() => TokenAsync());

    private string Filled(string text) =>
        text.Replace("$FILE", _folder["gitlab-token"], StringComparison.Ordinal)
            .Replace("$CLIENT", Client, StringComparison.Ordinal)
            .Replace("$TENANT", Tenant, StringComparison.Ordinal);

    internal static Dictionary<string, string> Form(string body) =>
        body.Split('&')
            .Select(pair => pair.Split('='))
            .ToDictionary(
                pair => Uri.UnescapeDataString(pair[0]),
                pair => Uri.UnescapeDataString(pair[1].Replace('+', ' '))
            );
}
