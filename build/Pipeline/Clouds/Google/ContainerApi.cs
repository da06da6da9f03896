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
        // A cluster that is reached by a DNS name alone: gcloud knows the rules for that one.
        var byAddress = answer.Find("controlPlaneEndpointsConfig")?.Find("ipEndpointsConfig")?.Find("enabled");
        return
            byAddress?.ValueKind != JsonValueKind.False
            && answer.Text("endpoint") is { Length: > 0 } endpoint
            && answer.Find("masterAuth")?.Text("clusterCaCertificate") is { Length: > 0 } authority
            ? Kubeconfig(cluster.Context, endpoint, authority).ToJsonString(Indented)
            : throw new UnexpectedAnswerException($"{address.Host} gave no address and certificate of the cluster");
    }

    // JSON is YAML. The plugin is for kubectl: a run has the token already.
    private static JsonObject Kubeconfig(string name, string endpoint, string authority) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = name,
            ["contexts"] = Named(name, "context", new() { ["cluster"] = name, ["user"] = name }),
            ["clusters"] = Named(
                name,
                "cluster",
                new() { ["server"] = $"https://{endpoint}", ["certificate-authority-data"] = authority }
            ),
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
