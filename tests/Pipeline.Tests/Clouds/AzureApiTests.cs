using Foundation.Failures;
using Foundation.Secrets;
using Loopback;
using Pipeline.Clouds;
using Pipeline.Clouds.Azure;
using Pipeline.Tests.Drills;
using Pipeline.Tools.Azure;

namespace Pipeline.Tests.Clouds;

public sealed class AzureApiTests : IDisposable
{
    private static readonly AzureLogin Login = new(new Secret("ey.of.azure"), "42", "tenant", null);
    private readonly CloudCall _calls = new(TimeProvider.System);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _calls.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_login_to_Azure_is_exchanged_for_one_to_its_registry()
    {
        var body = "";
        await using var registry = new LoopbackServer(exchange =>
        {
            body = exchange.Body;
            return exchange.JsonAsync("""{"refresh_token":"of the registry"}""");
        });
        var host = $"127.0.0.1:{registry.Port}";

        var credentials = await Azure(host).RegistryAsync(host, Login, TestContext.Current.CancellationToken);

        registry.Requests.ShouldBe(["POST /oauth2/exchange"]);
        body.ShouldBe(
            $"grant_type=access_token&service={Uri.EscapeDataString(host)}&tenant=tenant&access_token=ey.of.azure"
        );
        credentials.User.ShouldBe(AcrCredentials.TokenUser);
        credentials.Password.Reveal().ShouldBe("of the registry");
    }

    [Theory]
    [InlineData("registry.example")]
    [InlineData("azurecr.io.example")]
    [InlineData("evilazurecr.io")]
    [InlineData("megforms.azurecr.io:5000")]
    [InlineData("megforms.azurecr.cn")]
    public async Task A_login_is_never_shown_to_a_registry_that_is_not_of_the_cloud(string registry)
    {
        var failure = await Should.ThrowAsync<UnexpectedAnswerException>(
            Azure(".azurecr.io").RegistryAsync(registry, Login, TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldBe($"{registry} is no registry of management.example");
    }

    [Fact]
    public async Task A_login_goes_to_no_address_without_TLS_but_on_this_machine()
    {
        var azure = new AzureApi(new AzureCloud(new Uri("http://management.example/"), ".azurecr.io"), _calls);

        var failure = await Should.ThrowAsync<UnexpectedAnswerException>(
            azure.KubeconfigAsync(new("uk", "MEG"), Login, TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldBe("management.example has no https address");
    }

    [Theory]
    [InlineData(null, null, "https://management.azure.com/", ".azurecr.io")]
    [InlineData("[cloud]\nname = AzureChinaCloud\n", null, "https://management.chinacloudapi.cn/", ".azurecr.cn")]
    [InlineData("[cloud]\r\nname=azureusgovernment\r\n", null, "https://management.usgovcloudapi.net/", ".azurecr.us")]
    [InlineData("[cloud]\nname = AzureChinaCloud\n", "AzureCloud", "https://management.azure.com/", ".azurecr.io")]
    [InlineData(
        "# name = x\n[core]\nname = y\n[cloud]\nname = Stack\n",
        null,
        "https://arm.stack.example/",
        ".acr.stack"
    )]
    [InlineData("[cloud]\nname = Unknown\n", null, null, null)]
    [InlineData("[cloud]\nname = Half\n", null, null, null)]
    public void The_cloud_is_the_one_that_az_is_set_to(
        string? config,
        string? variable,
        string? manager,
        string? suffix
    )
    {
        if (config is not null)
            _folder.Write(".azure/config", config);
        _folder.Write(
            ".azure/clouds.config",
            "[Stack]\nendpoint_resource_manager = https://arm.stack.example\nsuffix_acr_login_server_endpoint = .acr.stack\n[Half]\nendpoint_resource_manager = https://half.example\n"
        );

        var cloud = AzureCloud.Active(name => name == "AZURE_CLOUD_NAME" ? variable : null, _folder.Path);

        (cloud?.ResourceManager.ToString(), cloud?.RegistrySuffix).ShouldBe((manager, suffix));
    }

    [Fact]
    public async Task A_subscription_that_is_named_is_looked_up_and_an_id_is_taken_as_it_is()
    {
        const string id = "33333333-3333-3333-3333-333333333333";
        await using var server = new LoopbackServer(exchange =>
            exchange.JsonAsync(
                """{"value":[{"subscriptionId":"1","displayName":"Other"},{"subscriptionId":"2","displayName":"Production"}]}"""
            )
        );
        var azure = new AzureApi(new AzureCloud(server.Address, ".azurecr.io"), _calls);

        (await SubscriptionAsync(azure, id)).ShouldBe(id);
        server.Requests.ShouldBeEmpty();
        (await SubscriptionAsync(azure, "production")).ShouldBe("2");
        server.Requests.ShouldBe(["GET /subscriptions?api-version=2022-12-01"]);
        var failure = await Should.ThrowAsync<ReleaseException>(() => SubscriptionAsync(azure, "Staging"));

        failure.Message.ShouldBe("Azure: the log-in has no subscription 'Staging'.");
        failure.NextStep.ShouldBe("give its id in the fleet file, or grant the application a role in it");
    }

    [Theory]
    [InlineData("""{"value":[],"nextLink":"https://management.example/2"}""")]
    [InlineData(
        """{"value":[{"subscriptionId":"1","displayName":"Staging"}],"nextLink":"https://management.example/2"}"""
    )]
    [InlineData(
        """{"value":[{"subscriptionId":"1","displayName":"Staging"},{"subscriptionId":"2","displayName":"staging"}]}"""
    )]
    public async Task Of_subscriptions_that_may_have_the_same_name_none_is_taken(string answer)
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync(answer));
        var azure = new AzureApi(new AzureCloud(server.Address, ".azurecr.io"), _calls);

        var failure = await Should.ThrowAsync<ReleaseException>(() => SubscriptionAsync(azure, "Staging"));

        failure.Message.ShouldBe("Azure: the log-in may have several subscriptions 'Staging'.");
        failure.NextStep.ShouldBe("give the id in the fleet file");
    }

    private static Task<string> SubscriptionAsync(AzureApi azure, string name) =>
        azure.SubscriptionIdAsync(name, Login.Token, TestContext.Current.CancellationToken);

    private AzureApi Azure(string suffix) =>
        new(new AzureCloud(new Uri("https://management.example/"), suffix), _calls);
}
