using Foundation.Failures;
using Foundation.Files;
using Pipeline.Tools.Azure;

namespace Pipeline.Tests.Tools.Azure;

public sealed class AksCredentialsTests : IDisposable
{
    private const string Get = "aks get-credentials --name uk --resource-group MEG -f -";
    private static readonly AksCluster Cluster = new("uk", "MEG");
    private readonly ScriptedTools _tools = new();
    private readonly PrivateDirectory _private = PrivateDirectory.Create();

    public void Dispose()
    {
        _tools.Dispose();
        _private.Dispose();
    }

    [Fact]
    public async Task Kubeconfig_is_printed_into_a_private_file()
    {
        _tools.Answer("az", (Get, "echo 'kind: Config'; echo 'users: []'"));

        var path = await WriteAsync();

        path.ShouldBe(_private.PathOf("uk.yaml"));
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe("kind: Config\nusers: []");
    }

    [Fact]
    public async Task Kubeconfig_never_reaches_the_listener_or_the_log()
    {
        _tools.Answer("az", (Get, "echo 'token: abc123'"));
        var lines = new List<string>();

        await new AksCredentials(_tools.Host, Cluster).KubeconfigAsync(
            new AzSettings { OnLine = lines.Add },
            TestContext.Current.CancellationToken
        );

        lines.ShouldBeEmpty();
        _tools.Log.Lines.ShouldAllBe(line => !line.Contains("abc123"));
    }

    [Theory]
    [InlineData("      command: kubelogin")]
    [InlineData("      command: /usr/local/bin/kubelogin")]
    [InlineData("      command: \"kubelogin\"")]
    [InlineData("        name: azure")]
    public async Task Kubeconfig_of_an_Entra_cluster_is_made_to_use_the_log_in_of_az(string line)
    {
        _tools.Answer("az", (Get, $"echo '{line}'"));
        _tools.Answer(
            "kubelogin",
            ($"convert-kubeconfig -l azurecli --kubeconfig {_private.PathOf("uk.yaml")}", "echo converted >> \"$5\"")
        );

        (await File.ReadAllTextAsync(await WriteAsync(), TestContext.Current.CancellationToken)).ShouldEndWith(
            "converted\n"
        );
    }

    [Theory]
    [InlineData(KubeloginMethod.AzureCli, "azurecli")]
    [InlineData(KubeloginMethod.ServicePrincipal, "spn")]
    [InlineData(KubeloginMethod.WorkloadIdentity, "workloadidentity")]
    public async Task The_log_in_that_is_there_is_the_one_that_kubelogin_uses(KubeloginMethod method, string name)
    {
        _tools.Answer("az", (Get, "echo '      command: kubelogin'"));
        _tools.Answer(
            "kubelogin",
            ($"convert-kubeconfig -l {name} --kubeconfig {_private.PathOf("uk.yaml")}", "echo converted >> \"$5\"")
        );

        (await File.ReadAllTextAsync(await WriteAsync(method), TestContext.Current.CancellationToken)).ShouldEndWith(
            "converted\n"
        );
    }

    [Fact]
    public async Task A_tenant_is_handed_on_where_one_is_named()
    {
        _tools.Answer("az", (Get, "echo '      command: kubelogin'"));
        _tools.Answer(
            "kubelogin",
            (
                $"convert-kubeconfig -l azurecli --kubeconfig {_private.PathOf("uk.yaml")} --tenant-id t-2",
                "echo converted >> \"$5\""
            )
        );

        (
            await File.ReadAllTextAsync(await WriteAsync(tenant: "t-2"), TestContext.Current.CancellationToken)
        ).ShouldEndWith("converted\n");
    }

    [Theory]
    [InlineData("    name: kubelogin-users")]
    [InlineData("    server: https://kubelogin.example.com")]
    public async Task Kubeconfig_that_only_mentions_the_plugin_needs_none(string line)
    {
        _tools.Answer("az", (Get, $"echo '{line}'"));

        (await WriteAsync()).ShouldBe(_private.PathOf("uk.yaml"));
    }

    [Fact]
    public async Task Missing_kubelogin_says_how_to_install_it()
    {
        _tools.Answer("az", (Get, "echo '  command: kubelogin'"));

        var failure = await Should.ThrowAsync<ReleaseException>(WriteAsync());

        failure.Message.ShouldBe("kubelogin convert-kubeconfig: kubelogin cannot be started.");
        failure.NextStep.ShouldBe("az aks install-cli");
    }

    [Theory]
    [InlineData(
        "ERROR: (ResourceNotFound) The Resource Microsoft.ContainerService/managedClusters/uk was not found.",
        "az aks get-credentials: there is no cluster uk in resource group MEG.",
        "az aks list -g MEG -o table"
    )]
    [InlineData(
        "ERROR: (ResourceGroupNotFound) Resource group MEG could not be found.",
        "az aks get-credentials: there is no resource group MEG in this subscription.",
        "az account show; az account set --subscription NAME"
    )]
    [InlineData(
        "ERROR: (AuthorizationFailed) The client does not have authorization.",
        "az aks get-credentials: this log-in may not do that.",
        "Ask for the role, or check who is logged in: az account show"
    )]
    [InlineData(
        "ERROR: AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication to access 797f4846.\nInteractive authentication is needed. Please run:\naz login --scope https://management.core.windows.net//.default",
        "az aks get-credentials: this tenant wants a second factor (AADSTS50076).",
        "az login --tenant TENANT"
    )]
    [InlineData(
        "ERROR: AADSTS50079: Due to a change of your location, you must enroll in multi-factor authentication.\nPlease run:\naz login --scope x",
        "az aks get-credentials: this tenant wants a second factor (AADSTS50079).",
        "az login --tenant TENANT"
    )]
    [InlineData(
        "ERROR: AADSTS53003: Access has been blocked by Conditional Access policies.\nPlease run:\naz login --scope x",
        "az aks get-credentials: Conditional Access of the tenant refuses the log-in (AADSTS53003).",
        "Ask who runs the tenant which machines and networks may log in"
    )]
    [InlineData(
        "ERROR: AADSTS700082: The refresh token has expired due to inactivity.\nPlease run:\naz login --scope x",
        "az aks get-credentials: the log-in to Azure is no longer accepted.",
        "az login"
    )]
    [InlineData(
        "ERROR: Please run az login to setup account.",
        "az aks get-credentials: nobody is logged in to Azure, or the log-in has expired.",
        "az login"
    )]
    public async Task Typical_failure_is_one_line_with_the_next_step(string text, string message, string nextStep)
    {
        _tools.Answer("az", (Get, $"echo '{text}' >&2; exit 1"));

        var failure = await Should.ThrowAsync<ReleaseException>(WriteAsync());

        failure.Message.ShouldBe(message);
        failure.NextStep.ShouldBe(nextStep);
    }

    [Fact]
    public async Task Empty_answer_is_an_error()
    {
        _tools.Answer("az", (Get, "exit 0"));

        (await Should.ThrowAsync<ReleaseException>(WriteAsync())).NextStep.ShouldBe("az aks show -n uk -g MEG");
    }

    [Fact]
    public async Task Account_is_who_is_logged_in_and_where()
    {
        _tools.Answer(
            "az",
            (
                "account show --output json",
                """echo '{"id":"42","name":"Production","user":{"name":"ann@example.com","type":"user"}}'"""
            )
        );

        (await new AzAccounts(_tools.Host).ShowAsync(new(), TestContext.Current.CancellationToken)).ShouldBe(
            new AzAccount("ann@example.com", "Production", "42")
        );
    }

    [Fact]
    public async Task Account_names_the_tenant_where_az_does()
    {
        _tools.Answer(
            "az",
            ("account show --output json", """echo '{"id":"42","name":"P","tenantId":"t-1","user":{"name":"ann"}}'""")
        );

        var account = await new AzAccounts(_tools.Host).ShowAsync(new(), TestContext.Current.CancellationToken);

        account.Tenant.ShouldBe("t-1");
    }

    [Theory]
    [InlineData("WARNING: an extension says hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":42,"name":"x","user":{"name":"y"}}""")]
    public async Task An_account_that_is_no_JSON_of_one_is_an_error(string printed)
    {
        _tools.Answer("az", ("account show --output json", $"echo '{printed}'"));

        var failure = await Should.ThrowAsync<ReleaseException>(
            new AzAccounts(_tools.Host).ShowAsync(new(), TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldBe("az account show: what it printed is no account in JSON.");
        failure.NextStep.ShouldBe("az account show --output json");
    }

    private async Task<string> WriteAsync(KubeloginMethod method = KubeloginMethod.AzureCli, string? tenant = null)
    {
        var credentials = new AksCredentials(_tools.Host, Cluster);
        var kubeconfig = await credentials.KubeconfigAsync(new(), TestContext.Current.CancellationToken);
        return await credentials.WriteKubeconfigAsync(
            kubeconfig,
            () => Task.FromResult(new KubeloginLogin(method, tenant)),
            _private,
            "uk.yaml",
            TestContext.Current.CancellationToken
        );
    }
}
