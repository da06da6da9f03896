using Foundation.Failures;
using Loopback;
using Pipeline.Clouds;
using Pipeline.Sources;
using Pipeline.Tests.Drills;
using Pipeline.Tools.Azure;

namespace Pipeline.Tests.Clouds;

/// <summary>An application of the environment and a registry of its cloud, both on loopback.</summary>
public sealed class RegistryLoginTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal)
    {
        ["AZURE_TENANT_ID"] = "tenant-1",
        ["AZURE_CLIENT_ID"] = "app-1",
        ["AZURE_CLIENT_SECRET"] = "hunter22hunter22",
    };
    private readonly LoopbackServer _azure;
    private Dictionary<string, string> _exchanged = [];
    private (int Status, string Body) _answer = (200, """{"refresh_token":"of the registry"}""");

    public RegistryLoginTests()
    {
        _azure = new LoopbackServer(exchange =>
        {
            if (exchange.Path == "/tenant-1/oauth2/v2.0/token")
                return exchange.JsonAsync("""{"access_token":"ey.of.entra","expires_in":3599}""");
            exchange.Path.ShouldBe("/oauth2/exchange");
            _exchanged = AzureIdentityTests.Form(exchange.Body);
            return exchange.JsonAsync(_answer.Body, _answer.Status);
        });
        _environment["AZURE_AUTHORITY_HOST"] = _azure.Address.ToString();
        _folder.Write(".azure/config", "[cloud]\nname = Loopback\n");
        _folder.Write(
            ".azure/clouds.config",
            $"[Loopback]\nendpoint_resource_manager = https://management.example\nsuffix_acr_login_server_endpoint = {Registry}\n"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _azure.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_application_logs_in_to_the_registry_without_a_subscription()
    {
        using var logins = Logins();

        var credentials = await logins.RegistryAsync(Registry, TestContext.Current.CancellationToken);

        credentials.User.ShouldBe(AcrCredentials.TokenUser);
        credentials.Password.Reveal().ShouldBe("of the registry");
        _azure.Requests.ShouldBe(["POST /tenant-1/oauth2/v2.0/token", "POST /oauth2/exchange"]);
        _exchanged.ShouldBe(
            new Dictionary<string, string>
            {
                ["grant_type"] = "access_token",
                ["service"] = Registry,
                ["tenant"] = "tenant-1",
                ["access_token"] = "ey.of.entra",
            },
            ignoreOrder: true
        );
    }

    [Theory]
    [InlineData(401, "{}", "127.0.0.1 answered 401", "grant it AcrPush on the registry")]
    [InlineData(
        403,
        """{"errors":[{"code":"DENIED","message":"requested access is denied"}]}""",
        "127.0.0.1 answered 403 DENIED",
        "grant it AcrPush on the registry"
    )]
    [InlineData(200, "{}", "$REGISTRY gave no token", "try again")]
    [InlineData(500, "{}", "127.0.0.1 answered 500", "try again")]
    public async Task A_registry_that_refuses_it_is_told_and_az_is_not_asked(
        int status,
        string body,
        string words,
        string next
    )
    {
        _answer = (status, body);
        using var logins = Logins();

        var failure = await Should.ThrowAsync<ReleaseException>(() =>
            logins.RegistryAsync(Registry, TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldBe(
            $"{Registry}: no log-in for application app-1: {words.Replace("$REGISTRY", Registry, StringComparison.Ordinal)}"
        );
        failure.NextStep.ShouldBe($"{next}, or set DOCKER_REGISTRY_PASSWORD");
    }

    [Fact]
    public async Task A_firewall_of_the_registry_is_told_as_one()
    {
        _answer = (
            403,
            """{"errors":[{"code":"DENIED","message":"client with IP '10.1.2.3' is not allowed access. Refer https://aka.ms/acr/firewall to grant access."}]}"""
        );
        using var logins = Logins();

        var failure = await Should.ThrowAsync<ReleaseException>(() =>
            logins.RegistryAsync(Registry, TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldBe($"az acr login: the firewall of registry {Registry} does not let this machine in.");
        failure.NextStep.ShouldBe("Ask who runs the registry to let this machine's network in");
    }

    [Fact]
    public async Task A_registry_that_is_not_there_is_a_matter_of_the_network()
    {
        var isBroken = false;
        await using var azure = new LoopbackServer(exchange =>
        {
            if (!exchange.Path.StartsWith("/oauth2", StringComparison.Ordinal))
                return exchange.JsonAsync("""{"access_token":"ey.of.entra","expires_in":3599}""");
            isBroken = true;
            exchange.Reset();
            return Task.CompletedTask;
        });
        var registry = $"127.0.0.1:{azure.Port}";
        _environment["AZURE_AUTHORITY_HOST"] = azure.Address.ToString();
        _folder.Write(
            ".azure/clouds.config",
            $"[Loopback]\nendpoint_resource_manager = https://management.example\nsuffix_acr_login_server_endpoint = {registry}\n"
        );
        using var logins = Logins();

        var failure = await Should.ThrowAsync<ReleaseException>(() =>
            logins.RegistryAsync(registry, TestContext.Current.CancellationToken)
        );

        isBroken.ShouldBeTrue();
        failure.Message.ShouldStartWith($"{registry}: no log-in for application app-1: 127.0.0.1 cannot be reached: ");
        failure.NextStep.ShouldBe("check the network and the proxy settings, and try again");
    }

    [Fact]
    public async Task A_registry_of_somebody_else_hears_of_no_login()
    {
        using var logins = Logins();

        await Should.ThrowAsync<UnexpectedAnswerException>(() =>
            logins.RegistryAsync("registry.example", TestContext.Current.CancellationToken)
        );

        _azure.Requests.ShouldBeEmpty();
    }

    private string Registry => $"127.0.0.1:{_azure.Port}";

    // No az is there: who asks it fails.
    private CloudLogins Logins() =>
        new(null!, isOfEnvironment: true, _environment.GetValueOrDefault, _folder.Path, TimeProvider.System);
}
