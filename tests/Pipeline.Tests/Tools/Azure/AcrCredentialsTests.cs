using Foundation.Failures;
using Pipeline.Tools.Azure;
using Releases.Images;

namespace Pipeline.Tests.Tools.Azure;

public sealed class AcrCredentialsTests : IDisposable
{
    private const string Login = "acr login -n MegForms --expose-token --query accessToken -o tsv";
    private const string Show = "acr credential show --name MegForms --query passwords[1].value -o tsv";
    private readonly ScriptedTools _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task Token_is_used_with_the_user_name_for_tokens()
    {
        _tools.Answer("az", (Login, "echo 'WARNING: manual login' >&2; echo eyJhbGci.eyJqdGki.c2ln"));

        var credentials = await GetAsync();

        credentials.User.ShouldBe("00000000-0000-0000-0000-000000000000");
        credentials.Password.Reveal().ShouldBe("eyJhbGci.eyJqdGki.c2ln");
    }

    [Fact]
    public async Task Token_that_is_the_admins_password_is_used_with_the_admins_name()
    {
        _tools.Answer("az", (Login, "echo eyAdminPassword+xyz="));

        var credentials = await GetAsync();

        credentials.User.ShouldBe("MegForms");
        credentials.Password.Reveal().ShouldBe("eyAdminPassword+xyz=");
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("echo 'ERROR: unrecognized arguments: --expose-token' >&2; exit 2")]
    public async Task Without_a_token_the_second_password_of_the_admin_is_used(string login)
    {
        _tools.Answer("az", (Login, login), (Show, "echo second"));

        var credentials = await GetAsync();

        credentials.User.ShouldBe("MegForms");
        credentials.Password.Reveal().ShouldBe("second");
    }

    [Fact]
    public async Task Password_that_is_empty_is_an_error()
    {
        _tools.Answer("az", (Login, "exit 0"), (Show, "exit 0"));

        var failure = await Should.ThrowAsync<ReleaseException>(GetAsync());

        failure.Message.ShouldBe("az acr credential show: registry MegForms has no second password.");
        failure.NextStep.ShouldBe("az acr credential renew -n MegForms --password-name password2");
    }

    [Theory]
    [InlineData("AADSTS50076: you must use multi-factor authentication", "az login --tenant TENANT")]
    [InlineData("AADSTS53003: blocked", "Ask who runs the tenant which machines and networks may log in")]
    public async Task A_login_that_the_tenant_refuses_is_said_at_once(string text, string next)
    {
        _tools.Answer("az", (Login, $"echo 'ERROR: {text}' >&2; echo 'Please run: az login --scope x' >&2; exit 1"));

        (await Should.ThrowAsync<ReleaseException>(GetAsync())).NextStep.ShouldBe(next);
    }

    [Fact]
    public async Task Nobody_logged_in_is_said_at_once()
    {
        _tools.Answer("az", (Login, "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1"));

        var failure = await Should.ThrowAsync<ReleaseException>(GetAsync());

        failure.Message.ShouldBe("az acr login: nobody is logged in to Azure, or the log-in has expired.");
        failure.NextStep.ShouldBe("az login");
    }

    [Theory]
    [InlineData(
        "ERROR: The resource with name MegForms and type Microsoft.ContainerRegistry/registries could not be found in subscription Dev.",
        "az acr login: there is no registry MegForms in this subscription.",
        "az account show; az account set --subscription NAME"
    )]
    [InlineData(
        "ERROR: Access to registry `megforms.azurecr.io` was denied. Response code: 401. Please try running `az login` again to refresh permissions.",
        "az acr login: registry MegForms refuses this log-in.",
        "Ask for role AcrPush on registry MegForms"
    )]
    [InlineData(
        "ERROR: Run az acr update -n MegForms --admin-enabled true to enable admin first.",
        "az acr login: registry MegForms has no admin user, and the log-in gave no token.",
        "az acr update -n MegForms --admin-enabled true, or ask for role AcrPush"
    )]
    // What az 2.45 says of a registry that is not there: it goes on with the address that it would have.
    [InlineData(
        "WARNING: The resource with name MegForms and type Microsoft.ContainerRegistry/registries could not be found in subscription Dev.\nERROR: Could not connect to the registry login server megforms.azurecr.io. Please verify that the registry exists.",
        "az acr login: there is no registry MegForms in this subscription.",
        "az account show; az account set --subscription NAME"
    )]
    [InlineData(
        "ERROR: Subscription Dev not found. Check the spelling and casing and try again.",
        "az acr login: the subscription is not one of this log-in.",
        "az account list --output table; az account set --subscription NAME"
    )]
    public async Task Typical_failure_is_one_line_with_the_next_step(string text, string message, string nextStep)
    {
        _tools.Answer("az", (Login, $"echo '{text}' >&2; exit 1"), (Show, $"echo '{text}' >&2; exit 1"));

        var failure = await Should.ThrowAsync<ReleaseException>(GetAsync());

        failure.Message.ShouldBe(message);
        failure.NextStep.ShouldBe(nextStep);
    }

    [Theory]
    [InlineData(
        "ERROR: Looks like you don t have access to registry megforms.azurecr.io. To see configured firewall rules, run az acr show --query networkRuleSet --name MegForms.",
        "az acr login: the firewall of registry MegForms does not let this machine in.",
        "Ask who runs the registry to let this machine's network in"
    )]
    [InlineData(
        "ERROR: Could not connect to the registry login server megforms.azurecr.io. Please verify that the registry exists and the URL is reachable from your environment.",
        "az acr login: registry MegForms cannot be reached from here.",
        "Check the network and the proxy settings, and from where the registry is reached"
    )]
    [InlineData(
        "ERROR: HTTPSConnectionPool: Max retries exceeded with url: /x (Caused by NameResolutionError: Failed to resolve)",
        "az acr login: Azure cannot be reached.",
        "Check the network and the proxy settings."
    )]
    [InlineData(
        "ERROR: HTTPSConnectionPool: Max retries exceeded with url: /x (Caused by SSLError: [SSL: CERTIFICATE_VERIFY_FAILED])",
        "az acr login: the certificate that Azure shows is not trusted here.",
        "Name a file with your proxy's authority to az: REQUESTS_CA_BUNDLE=FILE"
    )]
    [InlineData(
        "HTTPSConnectionPool: Failed to establish a new connection",
        "az acr login: Azure cannot be reached.",
        "Check the network and the proxy settings."
    )]
    public async Task A_registry_that_is_not_reached_is_said_without_asking_for_the_admin(
        string text,
        string message,
        string nextStep
    )
    {
        // az itself tries the admin user, and says so after it.
        _tools.Answer(
            "az",
            (
                Login,
                $"echo '{text}' >&2; echo 'Run az acr update -n MegForms --admin-enabled true to enable it.' >&2; exit 1"
            ),
            (Show, "echo second")
        );

        var failure = await Should.ThrowAsync<ReleaseException>(GetAsync());

        failure.Message.ShouldBe(message);
        failure.NextStep.ShouldBe(nextStep);
    }

    [Fact]
    public async Task Where_the_admin_cannot_be_had_either_it_is_told_why_there_was_no_token()
    {
        _tools.Answer(
            "az",
            (Login, "echo 'ERROR: The token service is on strike.' >&2; exit 1"),
            (Show, "echo 'ERROR: Run az acr update -n MegForms --admin-enabled true' >&2; exit 1")
        );

        var failure = await Should.ThrowAsync<ReleaseException>(GetAsync());

        failure.Message.ShouldBe("az acr login failed with exit code 1: ERROR: The token service is on strike.");
        failure.NextStep.ShouldBeNull();
    }

    [Fact]
    public async Task Subscription_is_handed_on()
    {
        var rendered = new RenderedArguments("eyJ.eyJ.sig");

        await new AcrCredentials(rendered.Host, "MegForms").GetAsync(
            new AzSettings { Subscription = "My Subscription" },
            TestContext.Current.CancellationToken
        );

        rendered.Commands.ShouldBe([$"az {Login} --subscription \"My Subscription\""]);
    }

    private Task<RegistryCredentials> GetAsync() =>
        new AcrCredentials(_tools.Host, "MegForms").GetAsync(new(), TestContext.Current.CancellationToken);
}
