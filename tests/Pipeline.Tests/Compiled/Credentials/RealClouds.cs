using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Foundation.Processes;
using Loopback;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Credentials;

/// <summary>An Azure and a Google on loopback, and the environment of somebody who is logged in to them.</summary>
public sealed class RealClouds : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly LoopbackServer _azure;
    private readonly LoopbackServer _google;
    private StagedFleet _fleet = null!;

    public RealClouds()
    {
        _azure = new LoopbackServer(AnswerAzureAsync, _authority.Issue());
        _google = new LoopbackServer(AnswerGoogleAsync);
    }

    /// <summary>Whether a client is on this machine.</summary>
    public static bool Has(string client) =>
        ProgramSearch.Find(client, Environment.GetEnvironmentVariable("PATH")) is not null;

    /// <summary>The fleet's file, with a region for each answer of the clouds.</summary>
    internal string FleetFile => _folder["fleet.yaml"];

    /// <summary>The folder of az's settings and log-ins.</summary>
    internal string AzureFolder => _folder["azure"];

    /// <summary>The cluster behind all regions that can be reached.</summary>
    internal StagedFleet Fleet => _fleet;

    public async ValueTask InitializeAsync()
    {
        _fleet = await StagedFleet.StartAsync("north");
        _folder.Write("fleet.yaml", Regions);
        CloudCommands.Write(
            _folder,
            "gke-gcloud-auth-plugin",
            (
                "",
                $$$"""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"{{{Token()}}}"}}'"""
            )
        );
        var authority = _folder.Write("authority.pem", _authority.Pem);
        var exported = _fleet.Exported;
        exported["PATH"] = $"{_folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        exported["AZURE_CONFIG_DIR"] = _folder["azure"];
        exported["AZURE_CORE_COLLECT_TELEMETRY"] = "false";
        // As behind a proxy that shows certificates of its own.
        exported["REQUESTS_CA_BUNDLE"] = authority;
        exported["SSL_CERT_FILE"] = authority;
        exported["CLOUDSDK_CONFIG"] = _folder["gcloud"];
        exported["CLOUDSDK_AUTH_ACCESS_TOKEN"] = Token();
        exported["CLOUDSDK_API_ENDPOINT_OVERRIDES_CONTAINER"] = $"{_google.Address}google/";
        if (Has("az"))
            await LogInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _azure.DisposeAsync();
        await _google.DisposeAsync();
        await _fleet.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    /// <summary>How often Azure was asked for a cluster's kubeconfig.</summary>
    internal int AskedOfAzure(string cluster) =>
        _azure.Count(
            $"POST /azure/subscriptions/42/resourceGroups/MEG/providers/Microsoft.ContainerService/managedClusters/{cluster}/listClusterUserCredential"
        );

    /// <summary>How often Google was asked for a cluster.</summary>
    internal int AskedOfGoogle(string cluster) =>
        _google.Count($"GET /google/v1/projects/meg-qatar/locations/me-central1/clusters/{cluster}");

    // A cloud on premises, whose directory (ADFS) az asks at its own address.
    private async Task LogInAsync()
    {
        var address = _azure.Address;
        string[] endpoints =
        [
            .. (string[])["--endpoint-resource-manager", $"{address}azure/"],
            .. (string[])["--endpoint-active-directory", $"{address}adfs"],
            .. (string[])["--endpoint-active-directory-resource-id", $"{address}azure/"],
            .. (string[])["--endpoint-active-directory-graph-resource-id", $"{address}graph/"],
            .. (string[])["--suffix-acr-login-server-endpoint", ".azurecr.example"],
        ];
        await AzAsync(["cloud", "register", "--name", "Loopback", .. endpoints]);
        await AzAsync("cloud", "set", "--name", "Loopback");
        string[] application = ["--username", "app-1", "--tenant", "tenant-1", "--password", "hunter22hunter22"];
        await AzAsync(["login", "--service-principal", .. application]);
    }

    private async Task AzAsync(params string[] words)
    {
        var start = new ProcessStartInfo("az", words)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _fleet.Exported)
            start.Environment[name] = value;
        using var az = Process.Start(start)!;
        az.StandardInput.Close();
        var answer = az.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await az.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await answer;
        await az.WaitForExitAsync(TestContext.Current.CancellationToken);
        az.ExitCode.ShouldBe(0, $"{errors} after {string.Join(", ", _azure.Requests)}");
    }

    private Task AnswerAzureAsync(Exchange exchange)
    {
        var path = exchange.Path.Split('?')[0];
        if (
            path.StartsWith("/adfs/", StringComparison.Ordinal)
            && path.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal)
        )
            return exchange.JsonAsync(
                $$"""{"issuer":"{{_azure.Address}}adfs","token_endpoint":"{{_azure.Address}}token","authorization_endpoint":"{{_azure.Address}}authorize"}"""
            );
        if (path == "/token")
            return exchange.Body.Contains("client_secret=hunter22hunter22", StringComparison.Ordinal)
                ? exchange.JsonAsync("""{"token_type":"Bearer","expires_in":3600,"access_token":"ey.of.azure"}""")
                : exchange.JsonAsync("""{"error":"invalid_client"}""", 401);
        exchange.Header("Authorization").ShouldBe("Bearer ey.of.azure");
        return path == "/azure/subscriptions"
            ? exchange.JsonAsync(
                """{"value":[{"id":"/subscriptions/42","subscriptionId":"42","tenantId":"tenant-1","displayName":"Production","state":"Enabled","managedByTenants":[]}]}"""
            )
            : path.Split('/')[^2] switch
            {
                "uk" => exchange.JsonAsync(
                    $$$"""{"kubeconfigs":[{"name":"user","value":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(_fleet["north"].Kubeconfig))}}}"}]}"""
                ),
                "locked" => RefuseAsync(exchange, 403, "AuthorizationFailed"),
                _ => RefuseAsync(exchange, 404, "ResourceNotFound"),
            };
    }

    private static Task RefuseAsync(Exchange exchange, int status, string code) =>
        exchange.JsonAsync($$$"""{"error":{"code":"{{{code}}}","message":"No."}}""", status);

    private Task AnswerGoogleAsync(Exchange exchange)
    {
        var cluster = Cluster();
        var server = new Uri(cluster["server"]!.GetValue<string>());
        return exchange.Path.Split('?')[0].Split('/')[^1] switch
        {
            "qatar" => exchange.JsonAsync(
                $$$"""{"name":"qatar","zone":"me-central1","status":"RUNNING","endpoint":"{{{server.Authority}}}","masterAuth":{"clusterCaCertificate":"{{{cluster["certificate-authority-data"]}}}"}}"""
            ),
            "clusters" => exchange.JsonAsync("{}"),
            "nowhere" => RefuseAsync(
                exchange,
                404,
                "NOT_FOUND",
                "Not found: projects/meg-qatar/locations/me-central1/clusters/nowhere."
            ),
            "disabled" => RefuseAsync(
                exchange,
                403,
                "PERMISSION_DENIED",
                "Kubernetes Engine API has not been used in project 7 before or it is disabled."
            ),
            _ => RefuseAsync(exchange, 403, "PERMISSION_DENIED", "Required permission is missing."),
        };
    }

    private static Task RefuseAsync(Exchange exchange, int code, string status, string message) =>
        exchange.JsonAsync(
            $$$"""{"error":{"code":{{{code}}},"status":"{{{status}}}","message":"{{{message}}}"}}""",
            code
        );

    private JsonNode Cluster() => JsonNode.Parse(_fleet["north"].Kubeconfig)!["clusters"]![0]!["cluster"]!;

    private string Token() =>
        JsonNode.Parse(_fleet["north"].Kubeconfig)!["users"]![0]!["user"]!["token"]!.GetValue<string>();

    private const string Regions = """
        registry: megforms.azurecr.io
        repository: megforms
        mainBranch: master
        workloads:
          - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }
        migration: { manifest: jobs/migration.yaml, job: migration }
        default: clouds
        groups: { clouds: [uk, absent, locked, elsewhere, qatar, nowhere, forbidden, disabled] }
        waves: [[uk, absent, locked, elsewhere, qatar, nowhere, forbidden, disabled]]
        regions:
          uk: { provider: aks, cluster: uk, resourceGroup: MEG, tier: staging }
          absent: { provider: aks, cluster: absent, resourceGroup: MEG, tier: staging }
          locked: { provider: aks, cluster: locked, resourceGroup: MEG, tier: staging }
          elsewhere: { provider: aks, cluster: uk, resourceGroup: MEG, subscription: Australia, tier: staging }
          qatar: { provider: gke, cluster: qatar, project: meg-qatar, location: me-central1, tier: staging }
          nowhere: { provider: gke, cluster: nowhere, project: meg-qatar, location: me-central1, tier: staging }
          forbidden: { provider: gke, cluster: forbidden, project: meg-qatar, location: me-central1, tier: staging }
          disabled: { provider: gke, cluster: disabled, project: meg-qatar, location: me-central1, tier: staging }
        """;
}
