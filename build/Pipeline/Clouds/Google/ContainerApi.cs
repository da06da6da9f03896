using System.Text.Json;
using System.Text.Json.Nodes;
using Foundation.Failures;
using Foundation.Json;
using Foundation.Secrets;
using Pipeline.Tools.Google;

namespace Pipeline.Clouds.Google;

/// <summary>What gcloud asks Google Kubernetes Engine for, asked without gcloud.</summary>
/// <param name="calls">Sends the calls.</param>
public sealed class ContainerApi(CloudCall calls)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A kubeconfig of a cluster, as <c>gcloud container clusters get-credentials</c> writes it.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="address">The address of the API.</param>
    /// <param name="token">The login to Google Cloud.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ReleaseException">There is no such cluster, or the login may not do that.</exception>
    /// <exception cref="UnexpectedAnswerException">Google answers something else, or not at all.</exception>
    public async Task<string> KubeconfigAsync(
        GkeCluster cluster,
        Uri address,
        Secret token,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(address);
        string[] path =
        [
            .. (string[])["v1", "projects", cluster.Project, "locations", cluster.Location, "clusters", cluster.Name],
        ];
        var escaped = string.Join('/', path.Select(Uri.EscapeDataString));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, escaped));
        var refusals = new CloudRefusals("gcloud container clusters get-credentials", GcloudFailures.Cluster(cluster));
        var answer = await calls.SendAsync(request, token, refusals, cancellationToken);
        var server =
            Server(answer)
            ?? throw new UnexpectedAnswerException($"{address.Host} gave no address and certificate of the cluster");
        return Kubeconfig(cluster.Context, server).ToJsonString(Indented);
    }

    // As gcloud does: a cluster that no address leads to is reached by its name, whose certificate is one that every
    // machine trusts, and not of the cluster's own authority.
    private static JsonObject? Server(JsonElement cluster)
    {
        var endpoints = cluster.Find("controlPlaneEndpointsConfig");
        if (endpoints?.Find("ipEndpointsConfig")?.Find("enabled")?.ValueKind == JsonValueKind.False)
            return
                endpoints?.Find("dnsEndpointConfig")?.Text("endpoint") is { } host
                && Uri.CheckHostName(host) == UriHostNameType.Dns
                ? new() { ["server"] = $"https://{host}" }
                : null;
        return
            cluster.Text("endpoint") is { Length: > 0 } address
            && cluster.Find("masterAuth")?.Text("clusterCaCertificate") is { Length: > 0 } authority
            ? new() { ["server"] = $"https://{address}", ["certificate-authority-data"] = authority }
            : null;
    }

    // JSON is YAML. The plugin is for kubectl: a run has the token already.
    private static JsonObject Kubeconfig(string name, JsonObject server) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = name,
            ["contexts"] = Named(name, "context", new() { ["cluster"] = name, ["user"] = name }),
            ["clusters"] = Named(name, "cluster", server),
            ["users"] = Named(
                name,
                "user",
                new()
                {
                    ["exec"] = new JsonObject
                    {
                        ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
                        ["command"] = GkeAuthPlugin.Name,
                        ["provideClusterInfo"] = true,
                        ["interactiveMode"] = "IfAvailable",
                    },
                }
            ),
        };

    private static JsonArray Named(string name, string kind, JsonObject value) =>
        [new JsonObject { ["name"] = name, [kind] = value }];
}
