using System.Text;
using System.Text.Json.Nodes;
using Drill;
using Loopback;

namespace Benchmarks.Staging;

/// <summary>
/// Azure and Google on loopback, and stand-ins for az and gcloud that know one login each. Five of seven clusters are
/// Azure's. A stand-in takes the time that the real one took: 0.7 s a call of az, 1 s of gcloud.
/// </summary>
internal sealed class StagedClouds : IAsyncDisposable
{
    private const string AzureSeconds = "0.7";
    private const string GoogleSeconds = "1";
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    private readonly ReleaseStage _stage;
    private readonly LoopbackServer _server;
    private readonly Dictionary<string, EmbeddedCluster> _clusters;

    public StagedClouds(ReleaseStage stage)
    {
        _stage = stage;
        _clusters = stage.Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        _server = new LoopbackServer(AnswerAsync);
        Write("azure/config", "[cloud]\nname = Loopback\n");
        Write(
            "azure/clouds.config",
            $"[Loopback]\nendpoint_resource_manager = {_server.Address}azure/\nsuffix_acr_login_server_endpoint = .azurecr.example\n"
        );
        WriteTools();
        Write("clouds.yaml", Fleet());
    }

    public string FleetFile => PathOf("clouds.yaml");

    /// <summary>How often az and gcloud were started.</summary>
    public int Started => File.Exists(PathOf("started")) ? File.ReadAllLines(PathOf("started")).Length : 0;

    /// <summary>What a command needs to meet these clouds.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["PATH"] = $"{PathOf("bin")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["AZURE_CONFIG_DIR"] = PathOf("azure"),
            ["CLOUDSDK_API_ENDPOINT_OVERRIDES_CONTAINER"] = $"{_server.Address}google/",
        };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // One login serves all clusters of Google: each of their regions is the same embedded cluster.
    private EmbeddedCluster Google => _stage.Clusters[^1];

    private static bool IsGoogle(int index) => index % 7 >= 5;

    private async Task AnswerAsync(Exchange exchange)
    {
        await Task.Delay(Latency, exchange.Stopped);
        if (exchange.Path.StartsWith("/azure/", StringComparison.Ordinal))
        {
            var name = exchange.Path.Split('/')[^2];
            var kubeconfig = Convert.ToBase64String(Encoding.UTF8.GetBytes(_clusters[name].Kubeconfig));
            await exchange.JsonAsync($$"""{"kubeconfigs":[{"name":"user","value":"{{kubeconfig}}"}]}""");
            return;
        }
        var authority = Json(Google)["clusters"]![0]!["cluster"]!["certificate-authority-data"]!;
        await exchange.JsonAsync(
            $$$"""{"endpoint":"{{{Google.ApiUrl.Authority}}}","masterAuth":{"clusterCaCertificate":"{{{authority}}}"}}"""
        );
    }

    private void WriteTools()
    {
        Tool(
            "az",
            AzureSeconds,
            [
                (
                    "account get-access-token --output json",
                    """echo '{"accessToken":"t.of.azure","expires_on":4102444800,"subscription":"42","tenant":"t"}'"""
                ),
                ("account show --output json", """echo '{"id":"42","name":"Production","user":{"name":"ann"}}'"""),
            ]
        );
        var token = Json(Google)["users"]![0]!["user"]!["token"]!;
        Tool(
            "gcloud",
            GoogleSeconds,
            [
                (
                    "config config-helper --format=json",
                    $$$"""echo '{"credential":{"access_token":"{{{token}}}","token_expiry":"2100-01-01T00:00:00Z"}}'"""
                ),
                ("auth list --filter=status:ACTIVE --format=value(account)", "echo ann@example.com"),
            ]
        );
    }

    private void Tool(string name, string seconds, (string Words, string Code)[] answers)
    {
        var cases = string.Join('\n', answers.Select(answer => $"'{answer.Words}') {answer.Code} ;;"));
        var file = Write(
            $"bin/{name}",
            $"#!/bin/sh\necho {name} >>'{PathOf("started")}'\nsleep {seconds}\ncase \"$*\" in\n{cases}\n*) echo \"unscripted: {name} $*\" >&2; exit 97 ;;\nesac\n"
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Fleet()
    {
        var names = string.Join(", ", _stage.Clusters.Select(cluster => cluster.Name));
        var regions = _stage.Clusters.Select(
            (cluster, index) =>
                IsGoogle(index)
                    ? $"  {cluster.Name}: {{ provider: gke, cluster: {cluster.Name}, project: meg, location: me-central1 }}"
                    : $"  {cluster.Name}: {{ provider: aks, cluster: {cluster.Name}, resourceGroup: MEG }}"
        );
        return StagedManifests.Fleet(_stage.Image.Split('/')[0], names, regions, _stage.Workloads);
    }

    private static JsonNode Json(EmbeddedCluster cluster) => JsonNode.Parse(cluster.Kubeconfig)!;

    private string Write(string name, string text)
    {
        var file = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    private string PathOf(string name) => Path.Combine(_stage.Folder, name);
}
