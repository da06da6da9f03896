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
        "az acr credential show: there is no registry MegForms in this subscription.",
        "az account show; az account set --subscription NAME"
    )]
    [InlineData(
        "ERROR: Run az acr update -n MegForms --admin-enabled true to enable admin first.",
        "az acr credential show: registry MegForms has no admin user, and the log-in gave no token.",
        "az acr update -n MegForms --admin-enabled true, or ask for role AcrPush"
    )]
    public async Task Typical_failure_is_one_line_with_the_next_step(string text, string message, string nextStep)
    {
        _tools.Answer("az", (Login, $"echo '{text}' >&2; exit 1"), (Show, $"echo '{text}' >&2; exit 1"));

        var failure = await Should.ThrowAsync<ReleaseException>(GetAsync());

        failure.Message.ShouldBe(message);
        failure.NextStep.ShouldBe(nextStep);
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
