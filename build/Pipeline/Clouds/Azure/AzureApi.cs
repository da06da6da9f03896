using System.Text;
using Clusters.Kubeconfigs;
using Foundation.Failures;
using Foundation.Json;
using Foundation.Secrets;
using Pipeline.Tools.Azure;
using Releases.Images;

namespace Pipeline.Clouds.Azure;

/// <summary>What az asks Azure for, asked without az: one login of az serves all regions and the registry.</summary>
/// <param name="cloud">Where Azure is.</param>
/// <param name="calls">Sends the calls.</param>
public sealed class AzureApi(AzureCloud cloud, CloudCall calls)
{
    // The version of Microsoft.ContainerService that is asked; every later one has the same call.
    private const string ClusterVersion = "2023-10-01";
    private const string SubscriptionVersion = "2022-12-01";

    /// <summary>The kubeconfig of a cluster's user, as <c>az aks get-credentials</c> prints it.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="login">The login to its subscription.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ReleaseException">There is no such cluster, or the login may not do that.</exception>
    /// <exception cref="UnexpectedAnswerException">Azure answers something else, or not at all.</exception>
    public async Task<Secret> KubeconfigAsync(AksCluster cluster, AzureLogin login, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(login);
        string[] path =
        [
            .. (string[])["subscriptions", login.Subscription, "resourceGroups", cluster.ResourceGroup],
            .. (string[])["providers", "Microsoft.ContainerService", "managedClusters", cluster.Name],
            "listClusterUserCredential",
        ];
        var address = string.Join('/', path.Select(Uri.EscapeDataString)) + $"?api-version={ClusterVersion}";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(cloud.ResourceManager, address));
        var refusals = new CloudRefusals(
            "az aks get-credentials",
            AzFailures.Cluster(cluster.Name, cluster.ResourceGroup)
        );
        var answer = await calls.SendAsync(request, login.Token, refusals, cancellationToken);
        return answer.Items("kubeconfigs").Select(entry => KubeconfigIn(entry.Text("value"))).FirstOrDefault()
            ?? throw new UnexpectedAnswerException($"{cloud.ResourceManager.Host} gave no kubeconfig");
    }

    /// <summary>Whether a registry is one of this cloud.</summary>
    public bool HasRegistry(string registry) => cloud.HasRegistry(registry);

    /// <summary>Makes sure that a registry is one of this cloud.</summary>
    /// <exception cref="UnexpectedAnswerException">It is none.</exception>
    public void RequireRegistry(string registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (!cloud.HasRegistry(registry))
            throw new UnexpectedAnswerException($"{registry} is no registry of {cloud.ResourceManager.Host}");
    }

    /// <summary>
    /// A login to a registry of this cloud, as <c>az acr login --expose-token</c> gives it (Azure documentation,
    /// "Authenticate with an Azure container registry").
    /// </summary>
    /// <param name="registry">The registry's host.</param>
    /// <param name="login">The login to Azure.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ReleaseException">The registry's firewall refuses this machine.</exception>
    /// <exception cref="UnexpectedAnswerException">The registry refuses, or is none of this cloud.</exception>
    public async Task<RegistryCredentials> RegistryAsync(
        string registry,
        AzureLogin login,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(login);
        RequireRegistry(registry);
        var address = new Uri($"https://{registry}/oauth2/exchange");
        if (address.IsLoopback)
            address = new UriBuilder(address) { Scheme = Uri.UriSchemeHttp, Port = address.Port }.Uri;
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "access_token",
                ["service"] = registry,
                ["tenant"] = login.Tenant,
                ["access_token"] = login.Token.Reveal(),
            }
        );
        var refusals = new CloudRefusals("az acr login", AzFailures.RegistryNetwork(registry));
        var answer = await calls.SendAsync(request, null, refusals, cancellationToken);
        return answer.Text("refresh_token") is { Length: > 0 } token
            ? new(AcrCredentials.TokenUser, new Secret(token))
            : throw new UnexpectedAnswerException($"{registry} gave no token");
    }

    /// <summary>The id of a subscription, which is all that Azure Resource Manager knows it by.</summary>
    /// <param name="name">Its name or id.</param>
    /// <param name="token">The login to Azure.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ReleaseException">The login has no such subscription.</exception>
    /// <exception cref="UnexpectedAnswerException">Azure answers something else, or not at all.</exception>
    public async Task<string> SubscriptionIdAsync(string name, Secret token, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(name, out _))
            return name;
        var address = new Uri(cloud.ResourceManager, $"subscriptions?api-version={SubscriptionVersion}");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var refusals = new CloudRefusals("Azure", AzFailures.Account);
        var answer = await calls.SendAsync(request, token, refusals, cancellationToken);
        var found = answer
            .Items("value")
            .Where(entry => string.Equals(entry.Text("displayName"), name, StringComparison.OrdinalIgnoreCase))
            .Select(entry => entry.Text("subscriptionId"))
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();
        // Another of that name may stand on a page that was not read.
        if (found.Length > 1 || answer.Text("nextLink") is { Length: > 0 })
            throw new ReleaseException(
                $"Azure: the log-in may have several subscriptions '{name}'.",
                "give the id in the fleet file"
            );
        return found.SingleOrDefault()
            ?? throw new ReleaseException(
                $"Azure: the log-in has no subscription '{name}'.",
                "give its id in the fleet file, or grant the application a role in it"
            );
    }

    private static Secret? KubeconfigIn(string? base64)
    {
        var bytes = new byte[base64?.Length ?? 0];
        if (base64 is null || !Convert.TryFromBase64String(base64, bytes, out var length))
            return null;
        var text = new Secret(Encoding.UTF8.GetString(bytes, 0, length));
        try
        {
            return Kubeconfig.Parse(text.Reveal(), "the answer").CurrentContext is null ? null : text;
        }
        catch (ReleaseException)
        {
            return null;
        }
    }
}
