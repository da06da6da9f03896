using Foundation.Failures;
using Foundation.Files;
using Pipeline.Tools.Google;

namespace Pipeline.Tests.Tools.Google;

public sealed class GkeCredentialsTests : IDisposable
{
    private const string Get = "container clusters get-credentials qatar --region me-central1 --project meg-qatar";
    private const string List = "auth list --filter=status:ACTIVE --format=value(account)";
    private static readonly GkeCluster Cluster = new("qatar", "me-central1", "meg-qatar");
    private readonly ScriptedTools _tools = new();
    private readonly PrivateDirectory _private = PrivateDirectory.Create();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _tools.Dispose();
        _private.Dispose();
    }

    [Fact]
    public async Task Kubeconfig_goes_to_a_private_file_without_a_question()
    {
        _tools.Answer("gcloud", (Get, "echo \"prompts: $CLOUDSDK_CORE_DISABLE_PROMPTS\" > \"$KUBECONFIG\""));

        var path = await WriteAsync();

        path.ShouldBe(_private.PathOf("qatar.yaml"));
        (await File.ReadAllTextAsync(path, Ct)).ShouldBe("prompts: 1\n");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Empty_file_is_an_error()
    {
        _tools.Answer("gcloud", (Get, "exit 0"));

        (await Should.ThrowAsync<ReleaseException>(WriteAsync())).Message.ShouldBe(
            "gcloud container clusters get-credentials: no kubeconfig for cluster qatar."
        );
    }

    [Theory]
    [InlineData(
        "ERROR: (gcloud.container.clusters.get-credentials) You do not currently have an active account selected.",
        "nobody is logged in to Google Cloud.",
        "gcloud auth login"
    )]
    [InlineData(
        "ERROR: (gcloud.container.clusters.get-credentials) ResponseError: code=404, message=Not found: x.",
        "there is no cluster qatar in me-central1 of project meg-qatar.",
        "gcloud container clusters list --project meg-qatar"
    )]
    [InlineData(
        "ERROR: (gcloud.container.clusters.get-credentials) ResponseError: code=403, message=Required permission.",
        "this log-in may not use cluster qatar of project meg-qatar.",
        "Check who is logged in (gcloud auth list), and ask for container.clusters.get on meg-qatar"
    )]
    [InlineData(
        "ERROR: (gcloud.config.config-helper) There was a problem refreshing your current auth tokens: HTTPSConnectionPool: Max retries exceeded with url: /token (Caused by NameResolutionError: Failed to resolve oauth2.googleapis.com)\nPlease run: gcloud auth login",
        "Google Cloud cannot be reached.",
        "Check the network and the proxy settings."
    )]
    [InlineData(
        "ERROR: gcloud crashed (SSLError): Max retries exceeded with url: /v1 (Caused by SSLError: [SSL: CERTIFICATE_VERIFY_FAILED])",
        "the certificate that Google Cloud shows is not trusted here.",
        "Name a file with your proxy's authority: gcloud config set core/custom_ca_certs_file FILE"
    )]
    [InlineData(
        "ERROR: (gcloud.container.clusters.get-credentials) ResponseError: code=403, message=Kubernetes Engine API has not been used in project 7 before or it is disabled.",
        "the Kubernetes Engine API is off in project meg-qatar.",
        "gcloud services enable container.googleapis.com --project meg-qatar"
    )]
    [InlineData(
        "ERROR: (gcloud.container.clusters.get-credentials) ResponseError: code=403, message=Request is prohibited by a policy. vpcServiceControlsUniqueIdentifier: a1b2.",
        "a perimeter of the organisation (VPC Service Controls) keeps this machine out of meg-qatar.",
        "Ask who runs the perimeter to let this machine's network in"
    )]
    public async Task Typical_failure_is_one_line_with_the_next_step(string text, string message, string nextStep)
    {
        _tools.Answer("gcloud", (Get, $"echo '{text}' >&2; exit 1"));

        var failure = await Should.ThrowAsync<ReleaseException>(WriteAsync());

        failure.Message.ShouldBe($"gcloud container clusters get-credentials: {message}");
        failure.NextStep.ShouldBe(nextStep);
    }

    [Fact]
    public async Task Account_is_the_active_one_or_an_error()
    {
        _tools.Answer("gcloud", (List, "echo ann@example.com"));
        (await new GcloudAccounts(_tools.Host).ActiveAsync(new(), Ct)).ShouldBe("ann@example.com");

        _tools.Answer("gcloud", (List, "exit 0"));
        (
            await Should.ThrowAsync<ReleaseException>(new GcloudAccounts(_tools.Host).ActiveAsync(new(), Ct))
        ).NextStep.ShouldBe("gcloud auth login");
    }

    [Fact]
    public async Task What_is_no_account_is_an_error()
    {
        _tools.Answer("gcloud", (List, "echo '{ \"account\": 1 }'"));

        (
            await Should.ThrowAsync<ReleaseException>(new GcloudAccounts(_tools.Host).ActiveAsync(new(), Ct))
        ).Message.ShouldBe("gcloud auth list: what it printed is no account.");
    }

    [Fact]
    public void Missing_plugin_says_how_to_install_it_and_a_present_one_nothing()
    {
        var failure = Should.Throw<ReleaseException>(() => GkeAuthPlugin.Require(_tools.Host.Tools));
        failure.NextStep!.ShouldStartWith("gcloud components install gke-gcloud-auth-plugin");

        _tools.Add("gke-gcloud-auth-plugin", "exit 0");
        Should.NotThrow(() => GkeAuthPlugin.Require(_tools.Host.Tools));
    }

    [Fact]
    public void Context_is_named_as_gcloud_names_it()
    {
        Cluster.Context.ShouldBe("gke_meg-qatar_me-central1_qatar");
    }

    private Task<string> WriteAsync() =>
        new GkeCredentials(_tools.Host, Cluster).WriteKubeconfigAsync(_private, "qatar.yaml", new(), Ct);
}
