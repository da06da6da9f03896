using System.Collections.Concurrent;
using Cake.Core;
using Clusters.Credentials;
using Foundation.Failures;
using Foundation.Secrets;
using Foundation.Timing;
using Pipeline.Clouds;
using Pipeline.Clouds.Azure;
using Pipeline.Clouds.Google;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Google;
using Releases.Images;

namespace Pipeline.Sources;

/// <summary>
/// One login per cloud: az and gcloud are asked once for a token, which all regions and the registry share. It lives in
/// memory, and the next one is fetched before it expires.
/// </summary>
public sealed class CloudLogins : IDisposable
{
    private const string GoogleAddress = "https://container.googleapis.com/";

    private readonly ICakeContext _context;
    private readonly TimeProvider _time;
    private readonly Lazy<CloudCall> _calls;
    private readonly Lazy<AzureApi?> _azure;
    private readonly ConcurrentDictionary<string, Renewed<AzureLogin>> _azureLogins = new(StringComparer.Ordinal);
    private GoogleLogin? _google;

    /// <summary>Prepares the logins; nothing is asked yet.</summary>
    /// <param name="context">Runs az and gcloud.</param>
    /// <param name="variable">Gives environment variables.</param>
    /// <param name="home">The user's folder.</param>
    /// <param name="time">The clock of limits and expiry.</param>
    public CloudLogins(ICakeContext context, Func<string, string?> variable, string home, TimeProvider time)
    {
        _context = context;
        _time = time;
        _calls = new(() => new CloudCall(time));
        _azure = new(() => AzureCloud.Active(variable, home) is { } cloud ? new AzureApi(cloud, _calls.Value) : null);
        Google = new AccountTokens(
            async cancellationToken =>
            {
                var login = await Expected(() => context.GcloudLoginAsync(new GcloudSettings(), cancellationToken));
                _google = variable("CLOUDSDK_API_ENDPOINT_OVERRIDES_CONTAINER") is { Length: > 0 } set
                    ? login with
                    {
                        ContainerApi = set,
                    }
                    : login;
                return new AccountToken(login.Token, login.ExpiresAt);
            },
            time
        );
    }

    /// <summary>The tokens of the account that gcloud is logged in with; every GKE cluster takes them.</summary>
    public AccountTokens Google { get; }

    /// <summary>The kubeconfig of an AKS cluster.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in, or there is no such cluster.</exception>
    /// <exception cref="UnexpectedAnswerException">Azure answers something else, or not at all.</exception>
    public async Task<Secret> AksAsync(AksCluster cluster, string? subscription, CancellationToken cancellationToken) =>
        await Azure.KubeconfigAsync(cluster, await AzureAsync(subscription, cancellationToken), cancellationToken);

    /// <summary>A login to a registry of Azure.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in.</exception>
    /// <exception cref="UnexpectedAnswerException">The registry refuses, or is not Azure's.</exception>
    public async Task<RegistryCredentials> RegistryAsync(string registry, CancellationToken cancellationToken) =>
        await Azure.RegistryAsync(registry, await AzureAsync(null, cancellationToken), cancellationToken);

    /// <summary>The kubeconfig of a GKE cluster.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in, or there is no such cluster.</exception>
    /// <exception cref="UnexpectedAnswerException">Google answers something else, or not at all.</exception>
    public async Task<string> GkeAsync(GkeCluster cluster, CancellationToken cancellationToken)
    {
        var token = await Google.CurrentAsync(cancellationToken);
        var address = _google?.ContainerApi ?? GoogleAddress;
        return Uri.TryCreate($"{address.TrimEnd('/')}/", UriKind.Absolute, out var api)
            ? await new ContainerApi(_calls.Value).KubeconfigAsync(cluster, api, token, cancellationToken)
            : throw new UnexpectedAnswerException($"'{address}' is no address of Google's API");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_calls.IsValueCreated)
            _calls.Value.Dispose();
        Google.Dispose();
        foreach (var login in _azureLogins.Values)
            login.Dispose();
    }

    private AzureApi Azure =>
        _azure.Value
        ?? throw new UnexpectedAnswerException("the addresses of the cloud that az is set to are not known");

    private ValueTask<AzureLogin> AzureAsync(string? subscription, CancellationToken cancellationToken) =>
        _azureLogins
            .GetOrAdd(
                subscription ?? "",
                _ =>
                    new(
                        stop =>
                            Expected(() => _context.AzLoginAsync(new AzSettings { Subscription = subscription }, stop)),
                        login => login.ExpiresAt,
                        _time
                    )
            )
            .CurrentAsync(cancellationToken);

    // A failure that a command line explains ends the question. Another one may come from this question alone, such as
    // from an old az that answers in another form.
    private static async Task<T> Expected<T>(Func<Task<T>> fetch)
    {
        try
        {
            return await fetch();
        }
        catch (ReleaseException exception) when (exception.NextStep is null)
        {
            throw new UnexpectedAnswerException(exception.Message, exception);
        }
    }
}
