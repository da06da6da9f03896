using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Loopback;
using Pipeline.Running;
using Pipeline.Tests.Clouds;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Credentials;

/// <summary>
/// Clouds on loopback that an environment logs in to: az and gcloud are there, and every start of one counts.
/// </summary>
public sealed class EnvironmentLoginTests : IAsyncDisposable
{
    private const string Aks = "providers/Microsoft.ContainerService/managedClusters";
    private const string Subscription = "33333333-3333-3333-3333-333333333333";
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _unexpected = new();
    private readonly LoopbackServer _clouds;
    private StagedFleet _fleet = null!;
    private string _kubeconfig = "";
    private bool _isBroken;

    public EnvironmentLoginTests() => _clouds = new LoopbackServer(AnswerAsync);

    public async ValueTask DisposeAsync()
    {
        await _clouds.DisposeAsync();
        await _fleet.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_job_with_tokens_needs_neither_az_nor_gcloud()
    {
        await PrepareAsync();
        Federate();
        Exported["AZURE_SUBSCRIPTION_ID"] = Subscription;

        var run = (await LookAsync()).ShouldEndWith(ExitCode.Done);

        _unexpected.ShouldBeEmpty();
        Started("az").ShouldBeEmpty();
        Started("gcloud").ShouldBeEmpty();
        ShouldBeReady(run, "uk", $"application app-1 in {Subscription}");
        ShouldBeReady(run, "au", "application app-1 in Australia");
        ShouldBeReady(run, "qatar", "release@meg.iam.gserviceaccount.com");
        _clouds.Requests.ShouldBe(
            [
                "POST /entra/tenant-1/oauth2/v2.0/token",
                "GET /azure/subscriptions?api-version=2022-12-01",
                $"POST /azure/subscriptions/{Subscription}/resourceGroups/MEG/{Aks}/uk/listClusterUserCredential?api-version=2023-10-01",
                $"POST /azure/subscriptions/44/resourceGroups/MEG/{Aks}/au/listClusterUserCredential?api-version=2023-10-01",
                "POST /google/sts",
                "POST /google/impersonate/release@meg.iam.gserviceaccount.com:generateAccessToken",
                "GET /google/v1/projects/meg-qatar/locations/me-central1/clusters/qatar",
            ],
            ignoreOrder: true
        );
        (run.Output + run.Errors).ShouldNotContain("ey.of.gitlab");
    }

    [Theory]
    [InlineData("AZURE_CLIENT_SECRET", "spn")]
    [InlineData("AZURE_FEDERATED_TOKEN_FILE", "workloadidentity")]
    public async Task A_cluster_with_Entra_ID_is_logged_in_to_by_the_same_application(string variable, string method)
    {
        await PrepareAsync();
        Federate();
        Exported["AZURE_SUBSCRIPTION_ID"] = Subscription;
        if (variable == "AZURE_CLIENT_SECRET")
            Exported[variable] = "hunter22hunter22";
        UseEntra(variable);

        (await LookAsync("--regions=uk")).ShouldEndWith(ExitCode.Done);

        Started("kubelogin").ShouldBe([$"convert-kubeconfig -l {method}"]);
        Started("az").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cloud_that_answers_something_else_is_asked_by_nobody_else()
    {
        await PrepareAsync();
        Federate();
        Exported["AZURE_SUBSCRIPTION_ID"] = Subscription;
        _isBroken = true;

        var run = (await LookAsync("--regions=uk,qatar")).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain("[uk] 127.0.0.1 answered 500; nobody but application app-1 is asked.");
        run.Lines.ShouldContain(
            "[qatar] 127.0.0.1 answered 500; nobody but release@meg.iam.gserviceaccount.com is asked."
        );
        run.Lines.ShouldContain("next: try again, or log in by az and gcloud: --cloud-access=api");
        Started("az").ShouldBeEmpty();
        Started("gcloud").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_variable_that_has_kubelogin_log_in_otherwise_is_refused()
    {
        await PrepareAsync();
        Federate();
        UseEntra("AZURE_FEDERATED_TOKEN_FILE");
        Exported["AZURE_SUBSCRIPTION_ID"] = Subscription;
        Exported["AAD_LOGIN_METHOD"] = "azurecli";

        var run = (await LookAsync("--regions=uk")).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain("[uk] kubelogin would not log in as application app-1: AAD_LOGIN_METHOD is azurecli.");
        run.Lines.ShouldContain("next: unset AAD_LOGIN_METHOD");
        Started("kubelogin").ShouldBeEmpty();
        Exported["AAD_LOGIN_METHOD"] = "workloadidentity";
        (await LookAsync("--regions=uk")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_variable_of_kubelogin_is_nothing_to_clusters_that_do_without_it()
    {
        await PrepareAsync();
        Federate();
        Exported["AZURE_SUBSCRIPTION_ID"] = Subscription;
        Exported["AAD_LOGIN_METHOD"] = "azurecli";

        var run = (await LookAsync("--regions=uk,au")).ShouldEndWith(ExitCode.Done);

        ShouldBeReady(run, "uk", "application app-1");
        ShouldBeReady(run, "au", "application app-1");
    }

    [Fact]
    public async Task Where_nothing_names_the_subscription_az_is_asked()
    {
        await PrepareAsync();
        Federate();

        var run = (await LookAsync("--regions=uk")).ShouldEndWith(ExitCode.Done);

        ShouldBeReady(run, "uk", "ann in Production");
        Started("az")
            .ShouldBe(["account get-access-token --output json", "account show --output json"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("api", "/azure/")]
    [InlineData("cli", null)]
    public async Task Unasked_an_environment_logs_nobody_in(string access, string? asked)
    {
        await PrepareAsync();
        Federate();
        Exported["AZURE_SUBSCRIPTION_ID"] = Subscription;
        Exported["GOOGLE_APPLICATION_CREDENTIALS"] = "/of/something/else.json";

        var run = (await LookAsync("--regions=uk", $"--cloud-access={access}")).ShouldEndWith(ExitCode.Done);

        ShouldBeReady(run, "uk", "ann in Production");
        run.ToString().ShouldNotContain("application");
        _clouds.Requests.ShouldAllBe(request => asked != null && request.Contains(asked));
    }

    [Fact]
    public async Task A_login_that_fails_is_told_for_each_cloud_and_nobody_else_is_logged_in()
    {
        await PrepareAsync();
        Federate();
        Exported["AZURE_SUBSCRIPTION_ID"] = Subscription;
        File.Delete(_folder["gitlab-token"]);

        var run = (await LookAsync()).ShouldEndWith(ExitCode.Failed);

        run.Lines.ShouldContain($"[uk] AZURE_FEDERATED_TOKEN_FILE: the file {_folder["gitlab-token"]} is not there");
        run.Lines.ShouldContain(
            $"[qatar] GOOGLE_APPLICATION_CREDENTIALS ({_folder["google.json"]}): the file {_folder["gitlab-token"]} is not there"
        );
        run.Lines.ShouldContain("next: have the job write its token there first: docs/gitlab.md");
        Started("az").ShouldBeEmpty();
        Started("gcloud").ShouldBeEmpty();
        _clouds.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Preflight")]
    [InlineData("Rollback", "--yes")]
    [InlineData("Unlock", "--yes")]
    public async Task Every_target_that_reaches_a_cloud_says_once_who_logs_in_and_by_what(
        string target,
        params string[] more
    )
    {
        await PrepareAsync();
        Federate();
        // No registry is asked: this is about the line before.
        _folder.Write("fleet.yaml", Fleet.Replace("megforms.azurecr.io", "127.0.0.1:1", StringComparison.Ordinal));

        var run = await RunAsync(target, ["--regions=uk,au,qatar", "--version=1.1.0", .. more]);

        foreach (var expected in WhoLogsIn)
            run.Lines.Count(line => line.EndsWith($"Z {expected}", StringComparison.Ordinal))
                .ShouldBe(1, run.ToString());
    }

    [Fact]
    public async Task A_stage_alone_says_it_too()
    {
        await PrepareAsync();
        Federate();
        Exported["AZURE_SUBSCRIPTION_ID"] = Subscription;

        var run = await RunAsync("SetImage", "--exclusive", "--yes", "--regions=uk", "--version=1.1.0");

        run.Lines.Count(line => line.EndsWith($"Z {WhoLogsIn[0]}", StringComparison.Ordinal))
            .ShouldBe(1, run.ToString());
    }

    [Fact]
    public async Task A_target_whose_answer_is_for_programs_says_it_on_the_error_stream()
    {
        await PrepareAsync();
        Federate();

        var run = await RunAsync("Status", "--regions=uk,au,qatar", "--output=json");

        JsonNode.Parse(run.Output).ShouldNotBeNull();
        foreach (var expected in WhoLogsIn)
        {
            run.Output.ShouldNotContain(expected);
            run.Errors.Split('\n')
                .Count(line => line.TrimEnd().EndsWith(expected, StringComparison.Ordinal))
                .ShouldBe(1, run.ToString());
        }
    }

    private static readonly string[] WhoLogsIn =
    [
        "Azure: application app-1, by AZURE_FEDERATED_TOKEN_FILE",
        "Azure: by az for 1 region without subscription or AZURE_SUBSCRIPTION_ID",
        "Google: release@meg.iam.gserviceaccount.com, by GOOGLE_APPLICATION_CREDENTIALS",
    ];

    private IDictionary<string, string> Exported => _fleet.Exported;

    private static void ShouldBeReady(FinishedRun run, string region, string account) =>
        run.Lines.ShouldContain(line =>
            line.StartsWith($"{region} ", StringComparison.Ordinal) && line.Contains("ready") && line.Contains(account)
        );

    private async Task PrepareAsync()
    {
        _fleet = await StagedFleet.StartAsync("north");
        _kubeconfig = _fleet["north"].Kubeconfig;
        _folder.Write("azure/config", "[cloud]\nname = Loopback\n");
        _folder.Write(
            "azure/clouds.config",
            $"[Loopback]\nendpoint_resource_manager = {_clouds.Address}azure/\nsuffix_acr_login_server_endpoint = .azurecr.example\n"
        );
        var cluster = _folder.Write("cluster", _kubeconfig);
        Write(
            "az",
            (
                "account get-access-token --output json",
                """echo '{"accessToken":"ey.of.az","expires_on":4102444800,"subscription":"42","tenant":"t"}'"""
            ),
            ("account show --output json", """echo '{"id":"42","name":"Production","user":{"name":"ann"}}'"""),
            ("aks get-credentials --name uk --resource-group MEG -f -", $"cat '{cluster}'")
        );
        Write("gcloud");
        _folder.Write("fleet.yaml", Fleet);
    }

    private void Federate()
    {
        var token = _folder.Write("gitlab-token", "ey.of.gitlab");
        Exported["AZURE_TENANT_ID"] = "tenant-1";
        Exported["AZURE_CLIENT_ID"] = "app-1";
        Exported["AZURE_FEDERATED_TOKEN_FILE"] = token;
        Exported["AZURE_AUTHORITY_HOST"] = $"{_clouds.Address}entra";
        Exported["GOOGLE_APPLICATION_CREDENTIALS"] = _folder.Write(
            "google.json",
            new JsonObject
            {
                ["type"] = "external_account",
                ["audience"] = "//iam.googleapis.com/providers/gitlab",
                ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
                ["token_url"] = $"{_clouds.Address}google/sts",
                ["credential_source"] = new JsonObject { ["file"] = token },
                ["service_account_impersonation_url"] =
                    $"{_clouds.Address}google/impersonate/release@meg.iam.gserviceaccount.com:generateAccessToken",
            }.ToJsonString()
        );
    }

    // Clusters that log in through kubelogin, and one that sees the variable which it logs in with.
    private void UseEntra(string variable)
    {
        const string get = "get-token --login X --server-id 6dae42f8";
        _kubeconfig = $$"""
            apiVersion: v1
            kind: Config
            current-context: main
            contexts: [{ name: main, context: { cluster: c, user: u } }]
            clusters: [{ name: c, cluster: { server: "{{Cluster("server")}}", certificate-authority-data: {{Cluster(
                "certificate-authority-data"
            )}} } }]
            users:
            - name: u
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1beta1
                  args: [{{get.Replace(" ", ", ", StringComparison.Ordinal)}}]
                  command: kubelogin
            """;
        var credential =
            $$$"""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"{{{Token()}}}"}}""";
        ScriptFile.Write(
            _folder["bin/kubelogin"],
            $"""
            #!/bin/sh
            case "$*" in
            "{get}") [ -n "${variable}" ] && echo '{credential}' ;;
            convert-kubeconfig*) echo "$1 $2 $3" >> '{_folder["kubelogin.started"]}' ;;
            *) exit 97 ;;
            esac

            """
        );
    }

    private const string Fleet = """
        registry: megforms.azurecr.io
        repository: megforms
        mainBranch: master
        workloads:
          - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }
        migration: { manifest: jobs/migration.yaml, job: migration }
        default: clouds
        groups: { clouds: [uk, au, qatar] }
        waves: [[uk, au, qatar]]
        regions:
          uk: { provider: aks, cluster: uk, resourceGroup: MEG, tier: staging }
          au: { provider: aks, cluster: au, resourceGroup: MEG, subscription: Australia, tier: staging }
          qatar: { provider: gke, cluster: qatar, project: meg-qatar, location: me-central1, tier: staging }
        """;

    private void Write(string name, params (string Words, string Code)[] answers) =>
        CloudCommands.Write(_folder, name, answers);

    private string[] Started(string name) => CloudCommands.Started(_folder, name);

    private string Token() => JsonNode.Parse(_fleet["north"].Kubeconfig)!["users"]![0]!["user"]!["token"]!.ToString();

    private string Cluster(string field) =>
        JsonNode.Parse(_fleet["north"].Kubeconfig)!["clusters"]![0]!["cluster"]![field]!.ToString();

    private Task AnswerAsync(Exchange exchange)
    {
        var bearer = exchange.Header("Authorization");
        var path = exchange.Path.Split('?')[0];
        switch (path)
        {
            case "/entra/tenant-1/oauth2/v2.0/token" when IsOfApplication(exchange):
                return exchange.JsonAsync("""{"access_token":"ey.of.entra","expires_in":3599}""");
            case "/azure/subscriptions" when bearer == "Bearer ey.of.entra":
                return exchange.JsonAsync(
                    """{"value":[{"subscriptionId":"43","displayName":"Other"},{"subscriptionId":"44","displayName":"Australia"}]}"""
                );
            case "/google/sts" when AzureIdentityTests.Form(exchange.Body)["subject_token"] == "ey.of.gitlab":
                return exchange.JsonAsync("""{"access_token":"ya29.federated","expires_in":3599}""");
            case "/google/impersonate/release@meg.iam.gserviceaccount.com:generateAccessToken"
                when bearer == "Bearer ya29.federated":
                return exchange.JsonAsync($$"""{"accessToken":"{{Token()}}","expireTime":"2100-01-01T00:00:00Z"}""");
            case "/google/v1/projects/meg-qatar/locations/me-central1/clusters/qatar"
                when bearer == $"Bearer {Token()}" && !_isBroken:
                return exchange.JsonAsync(
                    $$$"""{"endpoint":"{{{new Uri(Cluster("server")).Authority}}}","masterAuth":{"clusterCaCertificate":"{{{Cluster("certificate-authority-data")}}}"}}"""
                );
            default:
                if (_isBroken)
                    return exchange.JsonAsync("{}", 500);
                if (path.EndsWith("listClusterUserCredential", StringComparison.Ordinal) && IsOfAzure(bearer))
                    return exchange.JsonAsync(
                        $$$"""{"kubeconfigs":[{"name":"user","value":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(_kubeconfig))}}}"}]}"""
                    );
                _unexpected.Enqueue($"{exchange.Method} {exchange.Path} {bearer} {exchange.Body}");
                return exchange.JsonAsync("""{"error":"unexpected"}""", 599);
        }
    }

    private static bool IsOfApplication(Exchange exchange)
    {
        var form = AzureIdentityTests.Form(exchange.Body);
        return exchange.Method == "POST"
            && form["client_id"] == "app-1"
            && form["scope"].EndsWith("/azure/.default", StringComparison.Ordinal);
    }

    private static bool IsOfAzure(string? bearer) => bearer is "Bearer ey.of.entra" or "Bearer ey.of.az";

    private Task<FinishedRun> LookAsync(params string[] arguments) => RunAsync("Credentials", arguments);

    private async Task<FinishedRun> RunAsync(string target, params string[] arguments)
    {
        Exported["PATH"] = $"{_folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        Exported["AZURE_CONFIG_DIR"] = _folder["azure"];
        Exported["CLOUDSDK_API_ENDPOINT_OVERRIDES_CONTAINER"] = $"{_clouds.Address}google/";
        await using var command = CompiledCommand.On(
            _fleet,
            _folder,
            target,
            [
                $"--fleet={_folder["fleet.yaml"]}",
                .. arguments.Any(word => word.StartsWith("--cloud-access", StringComparison.Ordinal))
                    ? arguments
                    : ["--cloud-access=environment", .. arguments],
            ]
        );
        return await command.EndAsync(_folder["record.json"]);
    }
}
