using System.Text;
using System.Text.Json.Nodes;
using Loopback;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Credentials;

/// <summary>Clouds on loopback, asked after one login of az and gcloud each.</summary>
public sealed class CloudAccessTests : IAsyncDisposable
{
    private const string Aks = "providers/Microsoft.ContainerService/managedClusters";
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackServer _clouds;
    private StagedFleet _fleet = null!;
    private Func<Exchange, Task>? _azure;

    public CloudAccessTests() => _clouds = new LoopbackServer(AnswerAsync);

    public async ValueTask DisposeAsync()
    {
        await _clouds.DisposeAsync();
        await _fleet.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_login_of_each_client_serves_all_regions_of_its_cloud()
    {
        await PrepareAsync();

        var run = (await RunAsync()).ShouldEndWith(ExitCode.Done);

        foreach (var region in (string[])["uk", "au", "qatar", "doha"])
            run.Lines.ShouldContain(line =>
                line.StartsWith($"{region} ", StringComparison.Ordinal) && line.Contains("ready")
            );
        run.Errors.ShouldBeEmpty();
        Started("az")
            .ShouldBe(["account get-access-token --output json", "account show --output json"], ignoreOrder: true);
        Started("gcloud")
            .ShouldBe(
                ["auth list --filter=status:ACTIVE --format=value(account)", "config config-helper --format=json"],
                ignoreOrder: true
            );
        _clouds
            .Requests.Order(StringComparer.Ordinal)
            .ShouldBe([
                "GET /google/v1/projects/meg-qatar/locations/me-central1/clusters/doha",
                "GET /google/v1/projects/meg-qatar/locations/me-central1/clusters/qatar",
                $"POST /azure/subscriptions/42/resourceGroups/MEG/{Aks}/au/listClusterUserCredential?api-version=2023-10-01",
                $"POST /azure/subscriptions/42/resourceGroups/MEG/{Aks}/uk/listClusterUserCredential?api-version=2023-10-01",
            ]);
    }

    [Fact]
    public async Task A_kubeconfig_for_kubectl_names_the_plugin_and_no_token()
    {
        await PrepareAsync();
        var file = _folder["qatar.kubeconfig"];

        (await RunAsync("--regions=qatar", $"--kubeconfig={file}")).ShouldEndWith(ExitCode.Done);

        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        text.ShouldContain("gke-gcloud-auth-plugin");
        text.ShouldNotContain(Token());
    }

    [Fact]
    public async Task A_folder_that_cannot_hold_the_credentials_is_one_line()
    {
        await PrepareAsync();
        _fleet.Exported["TMPDIR"] = "/nowhere/at/all";

        var run = (await RunAsync("--regions=uk")).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain(line => line.Contains("no temporary folder can be made in /nowhere/at/all"));
        run.Errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData(
        404,
        "ResourceNotFound",
        "az aks get-credentials: there is no cluster uk in resource group MEG.",
        "next: az aks list -g MEG -o table"
    )]
    [InlineData(
        403,
        "AuthorizationFailed",
        "az aks get-credentials: this log-in may not do that.",
        "next: Ask for the role, or check who is logged in: az account show"
    )]
    public async Task A_refusal_has_the_words_that_it_has_with_the_command_line(
        int status,
        string code,
        string message,
        string next
    )
    {
        await PrepareAsync();
        _azure = exchange => exchange.JsonAsync($$$"""{"error":{"code":"{{{code}}}","message":"No."}}""", status);

        var run = (await RunAsync("--regions=uk")).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain(line => line.EndsWith(message, StringComparison.Ordinal));
        run.Lines.ShouldContain(next);
        Started("az").ShouldNotContain(line => line.StartsWith("aks", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500, "{}", "answered 500")]
    [InlineData(200, "<html>", "answered something that is not JSON")]
    [InlineData(200, """{"kubeconfigs":[{"name":"x","value":"%"}]}""", "gave no kubeconfig")]
    [InlineData(200, """{"kubeconfigs":[{"name":"x","value":"ZWxzZQ=="}]}""", "gave no kubeconfig")]
    [InlineData(200, """{"kubeconfigs":[]}""", "gave no kubeconfig")]
    [InlineData(302, "", "answered 302")]
    [InlineData(403, """{"error":{"code":"SomethingNew"}}""", "answered 403 SomethingNew")]
    public async Task An_answer_that_nobody_expects_is_said_and_az_is_asked_instead(
        int status,
        string body,
        string words
    )
    {
        await PrepareAsync();
        _azure = exchange => exchange.JsonAsync(body, status, "Location: http://127.0.0.1:1/");

        var run = (await RunAsync("--regions=uk")).ShouldEndWith(ExitCode.Done);

        run.Errors.ShouldContain($"uk: 127.0.0.1 {words}; asking az instead");
        Started("az").ShouldContain("aks get-credentials --name uk --resource-group MEG -f -");
    }

    [Fact]
    public async Task A_cloud_whose_addresses_are_not_known_and_an_argument_leave_it_to_az()
    {
        await PrepareAsync();
        _folder.Write("azure/config", "[cloud]\nname = Elsewhere\n");

        var run = (await RunAsync("--regions=uk")).ShouldEndWith(ExitCode.Done);
        var asked = (await RunAsync("--regions=au", "--cloud-access=cli")).ShouldEndWith(ExitCode.Done);

        run.Errors.ShouldContain("uk: the addresses of the cloud that az is set to are not known; asking az instead");
        asked.Errors.ShouldBeEmpty();
        _clouds.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_login_each_cloud_is_asked_once_and_says_what_to_run()
    {
        await PrepareAsync();
        Write(
            "az",
            ("account get-access-token --output json", "echo \"Please run 'az login' to set up.\" >&2; exit 1")
        );
        Write("gcloud", ("config config-helper --format=json", "echo 'Reauthentication failed.' >&2; exit 1"));

        var run = (await RunAsync()).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain("next: az login");
        run.Lines.ShouldContain("next: gcloud auth login");
        Started("az").Count(line => line.StartsWith("account get-access-token", StringComparison.Ordinal)).ShouldBe(1);
        Started("gcloud").Count(line => line.StartsWith("config", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_tenant_that_wants_a_second_factor_says_so_and_not_that_nobody_is_logged_in()
    {
        await PrepareAsync();
        Write(
            "az",
            (
                "account get-access-token --output json",
                "echo 'ERROR: AADSTS50076: you must use multi-factor authentication' >&2; echo 'Please run: az login --scope x' >&2; exit 1"
            )
        );

        var run = (await RunAsync("--regions=uk")).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain(line =>
            line.EndsWith("this tenant wants a second factor (AADSTS50076).", StringComparison.Ordinal)
        );
        run.Lines.ShouldContain("next: az login --tenant TENANT");
    }

    [Fact]
    public async Task Seven_clusters_of_one_tenant_start_their_plugin_once()
    {
        await PrepareAsync();
        string[] regions = ["uk", "uae", "au", "us", "qatar", "ksa", "eu"];
        _folder.Write(
            "fleet.yaml",
            $"{Fleet[..Fleet.IndexOf("default:", StringComparison.Ordinal)]}default: all\ngroups: {{ all: [{string.Join(", ", regions)}] }}\nwaves: [[{string.Join(", ", regions)}]]\nregions:\n"
                + string.Concat(
                    regions.Select(region =>
                        $"  {region}: {{ provider: aks, cluster: {region}, resourceGroup: MEG, tier: staging }}\n"
                    )
                )
        );
        const string asked = "get-token --login azurecli --server-id 6dae42f8 --tenant-id t";
        var answer =
            $$$"""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"{{{Token()}}}"}}""";
        Write("kubelogin", (asked, $"echo '{answer}'"));
        _azure = exchange =>
            exchange.JsonAsync(
                $$$"""{"kubeconfigs":[{"name":"user","value":"{{{Encoded(WithPlugin("kubelogin", asked))}}}"}]}"""
            );

        var run = (await RunAsync()).ShouldEndWith(ExitCode.Done);

        foreach (var region in regions)
            run.Lines.ShouldContain(line =>
                line.StartsWith($"{region} ", StringComparison.Ordinal) && line.Contains("ready")
            );
        Started("kubelogin").ShouldBe([asked]);
    }

    [Theory]
    [InlineData("api")]
    [InlineData("cli")]
    public async Task A_region_of_another_tenant_is_logged_in_to_there_whatever_the_environment_says(string access)
    {
        await PrepareAsync();
        _folder.Write(
            "fleet.yaml",
            Fleet.Replace("cluster: au, ", "cluster: au, subscription: Australia, ", StringComparison.Ordinal)
        );
        const string australia = "--subscription Australia";
        var kubeconfig = _folder.Write("entra", OfEntra());
        Write(
            "az",
            ("account get-access-token --output json", Login("42", "t-1")),
            ($"account get-access-token --output json {australia}", Login("44", "t-2")),
            ("account show --output json", Account("42", "t-1")),
            ($"account show --output json {australia}", Account("44", "t-2")),
            ("aks get-credentials --name uk --resource-group MEG -f -", $"cat '{kubeconfig}'"),
            ($"aks get-credentials --name au --resource-group MEG -f - {australia}", $"cat '{kubeconfig}'")
        );
        _azure = exchange =>
            exchange.JsonAsync($$$"""{"kubeconfigs":[{"name":"user","value":"{{{Encoded(OfEntra())}}}"}]}""");
        var credential =
            $$$"""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"{{{Token()}}}"}}""";
        ScriptFile.Write(
            _folder["bin/kubelogin"],
            $"""
            #!/bin/sh
            [ -z "$AAD_LOGIN_METHOD$AZURE_TENANT_ID" ] || exit 98
            case "$1" in
            get-token) echo '{credential}' ;;
            *) echo "$1 $2 $3 $6 $7" >> '{_folder["kubelogin.started"]}' ;;
            esac

            """
        );
        _fleet.Exported["AAD_LOGIN_METHOD"] = "workloadidentity";
        _fleet.Exported["AZURE_TENANT_ID"] = "of somebody else";

        (await RunAsync("--regions=uk,au", $"--cloud-access={access}")).ShouldEndWith(ExitCode.Done);

        Started("kubelogin")
            .Select(line => line.Trim())
            .ShouldBe(
                ["convert-kubeconfig -l azurecli", "convert-kubeconfig -l azurecli --tenant-id t-2"],
                ignoreOrder: true
            );

        static string Login(string subscription, string tenant) =>
            $$"""echo '{"accessToken":"ey.of.azure","expires_on":4102444800,"subscription":"{{subscription}}","tenant":"{{tenant}}"}'""";
        static string Account(string subscription, string tenant) =>
            $$$"""echo '{"id":"{{{subscription}}}","name":"Production","tenantId":"{{{tenant}}}","user":{"name":"ann"}}'""";
    }

    // In the form in which Azure gives it: kubelogin is looked for line by line.
    private string OfEntra()
    {
        var cluster = JsonNode.Parse(_fleet["north"].Kubeconfig)!["clusters"]![0]!["cluster"]!;
        return $$"""
            apiVersion: v1
            kind: Config
            current-context: main
            contexts: [{ name: main, context: { cluster: c, user: u } }]
            clusters: [{ name: c, cluster: {{cluster.ToJsonString()}} }]
            users:
            - name: u
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1beta1
                  args: [get-token, --login, azurecli]
                  command: kubelogin
            """;
    }

    private async Task PrepareAsync()
    {
        _fleet = await StagedFleet.StartAsync("north");
        _folder.Write("azure/config", "[core]\noutput = table\n[cloud]\nname = Loopback\n");
        _folder.Write(
            "azure/clouds.config",
            $"[Loopback]\nendpoint_resource_manager = {_clouds.Address}azure/\nsuffix_acr_login_server_endpoint = .azurecr.example\n"
        );
        var cluster = _folder.Write("cluster", _fleet["north"].Kubeconfig);
        Write(
            "az",
            (
                "account get-access-token --output json",
                """echo '{"accessToken":"ey.of.azure","expires_on":4102444800,"subscription":"42","tenant":"t"}'"""
            ),
            ("account show --output json", """echo '{"id":"42","name":"Production","user":{"name":"ann"}}'"""),
            ("aks get-credentials --name uk --resource-group MEG -f -", $"cat '{cluster}'"),
            ("aks get-credentials --name au --resource-group MEG -f -", $"cat '{cluster}'")
        );
        Write(
            "gcloud",
            (
                "config config-helper --format=json",
                $$$"""echo '{"credential":{"access_token":"{{{Token()}}}","token_expiry":"2100-01-01T00:00:00Z"}}'"""
            ),
            ("auth list --filter=status:ACTIVE --format=value(account)", "echo ann@example.com")
        );
        _folder.Write("fleet.yaml", Fleet);
    }

    private const string Fleet = """
        registry: megforms.azurecr.io
        repository: megforms
        mainBranch: master
        workloads:
          - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }
        migration: { manifest: jobs/migration.yaml, job: migration }
        default: clouds
        groups: { clouds: [uk, au, qatar, doha] }
        waves: [[uk, au, qatar, doha]]
        regions:
          uk: { provider: aks, cluster: uk, resourceGroup: MEG, tier: staging }
          au: { provider: aks, cluster: au, resourceGroup: MEG, tier: staging }
          qatar: { provider: gke, cluster: qatar, project: meg-qatar, location: me-central1, tier: staging }
          doha: { provider: gke, cluster: doha, project: meg-qatar, location: me-central1, tier: staging }
        """;

    private void Write(string name, params (string Words, string Code)[] answers) =>
        CloudCommands.Write(_folder, name, answers);

    private string[] Started(string name) => CloudCommands.Started(_folder, name);

    private string WithPlugin(string command, string arguments)
    {
        var kubeconfig = JsonNode.Parse(_fleet["north"].Kubeconfig)!;
        kubeconfig["users"]![0]!["user"] = new JsonObject
        {
            ["exec"] = new JsonObject
            {
                ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
                ["command"] = command,
                ["args"] = new JsonArray([.. arguments.Split(' ').Select(argument => (JsonNode)argument)]),
            },
        };
        return kubeconfig.ToJsonString();
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private string Token() => User("token");

    private string User(string field) =>
        JsonNode.Parse(_fleet["north"].Kubeconfig)!["users"]![0]!["user"]![field]!.GetValue<string>();

    private Task AnswerAsync(Exchange exchange)
    {
        if (exchange.Path.StartsWith("/azure/", StringComparison.Ordinal))
        {
            exchange.Header("Authorization").ShouldBe("Bearer ey.of.azure");
            return _azure is { } answer
                ? answer(exchange)
                : exchange.JsonAsync(
                    $$$"""{"kubeconfigs":[{"name":"user","value":"{{{Encoded(_fleet["north"].Kubeconfig)}}}"}]}"""
                );
        }
        exchange.Header("Authorization").ShouldBe($"Bearer {Token()}");
        var cluster = JsonNode.Parse(_fleet["north"].Kubeconfig)!["clusters"]![0]!["cluster"]!;
        var server = new Uri(cluster["server"]!.GetValue<string>());
        return exchange.JsonAsync(
            $$$"""{"endpoint":"{{{server.Authority}}}","masterAuth":{"clusterCaCertificate":"{{{cluster["certificate-authority-data"]}}}"}}"""
        );
    }

    private async Task<FinishedRun> RunAsync(params string[] arguments)
    {
        _fleet.Exported["PATH"] = $"{_folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        _fleet.Exported["AZURE_CONFIG_DIR"] = _folder["azure"];
        _fleet.Exported["CLOUDSDK_API_ENDPOINT_OVERRIDES_CONTAINER"] = $"{_clouds.Address}google/";
        await using var command = CompiledCommand.On(
            _fleet,
            _folder,
            "Credentials",
            [$"--fleet={_folder["fleet.yaml"]}", .. arguments]
        );
        return await command.EndAsync(_folder["record.json"]);
    }
}
