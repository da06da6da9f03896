using Cake.Core;
using Clusters.Credentials;
using Foundation.Failures;
using Foundation.Secrets;
using Pipeline.Clouds;
using Pipeline.Clouds.Azure;
using Pipeline.Clouds.Google;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Google;
using Releases.Images;

namespace Pipeline.Sources;

/// <summary>
/// One login per cloud, which all regions and the registry share: of the application and the account that the
/// environment names, else by az and gcloud, which are asked once for a token. It lives in memory, and the next one is
/// fetched before it expires.
/// </summary>
public sealed class CloudLogins : IDisposable
{
    private const string GoogleAddress = "https://container.googleapis.com/";

    private readonly ICakeContext _context;
    private readonly Func<string, string?> _variable;
    private readonly TimeProvider _time;
    private readonly Lazy<CloudCall> _calls;
    private readonly Lazy<AzureAccess> _az;
    private readonly Lazy<AzureAccess?> _application;
    private readonly Lazy<Task<GoogleIdentity?>> _googleIdentity;
    private readonly string? _subscription;
    private GoogleLogin? _google;

    /// <summary>Prepares the logins; nothing is asked yet.</summary>
    /// <param name="context">Runs az and gcloud.</param>
    /// <param name="variable">Gives environment variables.</param>
    /// <param name="home">The user's folder.</param>
    /// <param name="time">The clock of limits and expiry.</param>
    public CloudLogins(ICakeContext context, Func<string, string?> variable, string home, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(variable);
        _context = context;
        _variable = variable;
        _time = time;
        _calls = new(() => new CloudCall(time));
        Application = AzureIdentity.Of(variable);
        _subscription = variable("AZURE_SUBSCRIPTION_ID")?.Trim() is { Length: > 0 } id ? id : null;
        var cloud = new Lazy<AzureCloud?>(() => AzureCloud.Active(variable, home));
        _az = new(() =>
            AzureAccess.OfCommandLine(
                context,
                cloud.Value is { } active ? new AzureApi(active, _calls.Value) : null,
                time
            )
        );
        _application = new(() =>
            Application?.CloudOf(cloud.Value) is { } own
                ? AzureAccess.OfApplication(Application, own, _subscription, _calls.Value, time)
                : null
        );
        _googleIdentity = new(() => GoogleIdentity.FindAsync(variable, CancellationToken.None));
        Google = new AccountTokens(GoogleTokenAsync, time);
    }

    /// <summary>The application that the environment logs in to Azure; <see langword="null"/> for none.</summary>
    public AzureIdentity? Application { get; }

    /// <summary>The tokens of the account that is logged in to Google; every GKE cluster takes them.</summary>
    public AccountTokens Google { get; }

    /// <summary>
    /// The subscription of a region in which the environment's application is asked; <see langword="null"/> where az
    /// is: without such an application, or where nothing names the subscription.
    /// </summary>
    public string? SubscriptionOfApplication(string? subscription) =>
        Application is null ? null : subscription ?? _subscription;

    /// <summary>Whether the environment's application logs in to a registry.</summary>
    public bool ApplicationLogsInTo(string registry) => _application.Value?.Api.HasRegistry(registry) == true;

    /// <summary>The account that the environment logs in to Google; <see langword="null"/> for none.</summary>
    /// <exception cref="ReleaseException">It names a file that cannot be used.</exception>
    public Task<GoogleIdentity?> GoogleIdentityAsync() => _googleIdentity.Value;

    /// <summary>How kubelogin logs in to clusters of a subscription.</summary>
    public KubeloginMethod KubeloginTo(string? subscription) =>
        SubscriptionOfApplication(subscription) is null ? KubeloginMethod.AzureCli : Application!.Kubelogin;

    /// <summary>The kubeconfig of an AKS cluster.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in, or there is no such cluster.</exception>
    /// <exception cref="UnexpectedAnswerException">Azure answers something else, or not at all.</exception>
    public async Task<Secret> AksAsync(AksCluster cluster, string? subscription, CancellationToken cancellationToken)
    {
        var access = (SubscriptionOfApplication(subscription) is null ? null : _application.Value) ?? _az.Value;
        return await access.Api.KubeconfigAsync(
            cluster,
            await access.LoginAsync(subscription, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>A login to a registry of Azure.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in, or the registry refuses the application.</exception>
    /// <exception cref="UnexpectedAnswerException">The registry refuses, or is not Azure's.</exception>
    public async Task<RegistryCredentials> RegistryAsync(string registry, CancellationToken cancellationToken)
    {
        if (!ApplicationLogsInTo(registry))
            return await RegistryAsync(_az.Value, registry, cancellationToken);
        try
        {
            return await RegistryAsync(_application.Value!, registry, cancellationToken);
        }
        // Whoever az has logged in is not who the environment names.
        catch (UnexpectedAnswerException exception)
        {
            throw new ReleaseException(
                $"{registry}: no log-in for application {Application!.Client}: {exception.Message.TrimEnd('.')}",
                "grant it AcrPush on the registry, or set DOCKER_REGISTRY_PASSWORD",
                exception
            );
        }
    }

    /// <summary>The kubeconfig of a GKE cluster.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in, or there is no such cluster.</exception>
    /// <exception cref="UnexpectedAnswerException">Google answers something else, or not at all.</exception>
    public async Task<string> GkeAsync(GkeCluster cluster, CancellationToken cancellationToken)
    {
        var token = await Google.CurrentAsync(cancellationToken);
        var address = _variable("CLOUDSDK_API_ENDPOINT_OVERRIDES_CONTAINER") is { Length: > 0 } set
            ? set
            : _google?.ContainerApi ?? GoogleAddress;
        return Uri.TryCreate($"{address.TrimEnd('/')}/", UriKind.Absolute, out var api)
            ? await new ContainerApi(_calls.Value).KubeconfigAsync(cluster, api, token, cancellationToken)
            : throw new UnexpectedAnswerException($"'{address}' is no address of Google's API");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_az.IsValueCreated)
            _az.Value.Dispose();
        if (_application.IsValueCreated)
            _application.Value?.Dispose();
        Google.Dispose();
        if (_calls.IsValueCreated)
            _calls.Value.Dispose();
    }

    private static async Task<RegistryCredentials> RegistryAsync(
        AzureAccess access,
        string registry,
        CancellationToken cancellationToken
    )
    {
        access.Api.RequireRegistry(registry);
        var login = await access.LoginAsync(null, cancellationToken);
        return await access.Api.RegistryAsync(registry, login, cancellationToken);
    }

    private async Task<AccountToken> GoogleTokenAsync(CancellationToken cancellationToken)
    {
        if (await _googleIdentity.Value is { } identity)
            return await identity.TokenAsync(new TokenEndpoint(_calls.Value, _time), cancellationToken);
        _google = await AzureAccess.Expected(() => _context.GcloudLoginAsync(new GcloudSettings(), cancellationToken));
        return new AccountToken(_google.Token, _google.ExpiresAt);
    }
}
