using System.Net;
using Cake.Core;
using Clusters.Credentials;
using Foundation.Failures;
using Foundation.Secrets;
using Pipeline.Clouds;
using Pipeline.Clouds.Azure;
using Pipeline.Clouds.Google;
using Pipeline.Options;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Google;
using Releases.Images;

namespace Pipeline.Sources;

/// <summary>
/// One login per cloud, which all regions and the registry share: by az and gcloud, which are asked once for a token,
/// or where that is asked for, of the application and the account that the environment names. It lives in memory, and
/// the next one is fetched before it expires.
/// </summary>
public sealed class CloudLogins : IDisposable
{
    /// <summary>Names the subscription of an application's regions that the fleet file gives none.</summary>
    public const string SubscriptionVariable = "AZURE_SUBSCRIPTION_ID";

    private readonly Func<string, string?> _variable;
    private readonly Lazy<CloudCall> _calls;
    private readonly Lazy<AzureAccess> _az;
    private readonly Lazy<AzureAccess?> _application;
    private readonly GoogleAccess _google;
    private readonly string? _subscription;

    /// <summary>The logins of a run; <see langword="null"/> where az and gcloud are asked for each region.</summary>
    /// <param name="access">How the clouds are asked.</param>
    /// <param name="context">Runs az and gcloud.</param>
    /// <param name="variable">Gives environment variables.</param>
    /// <param name="home">The user's folder.</param>
    /// <param name="time">The clock of limits and expiry.</param>
    public static CloudLogins? Of(
        CloudAccess access,
        ICakeContext context,
        Func<string, string?> variable,
        string home,
        TimeProvider time
    ) =>
        access switch
        {
            CloudAccess.Api => new(context, isOfEnvironment: false, variable, home, time),
            CloudAccess.Environment => new(context, isOfEnvironment: true, variable, home, time),
            CloudAccess.Cli => null,
        };

    /// <summary>Prepares the logins; nothing is asked yet.</summary>
    /// <param name="context">Runs az and gcloud.</param>
    /// <param name="isOfEnvironment">Whether the environment's application and account log in.</param>
    /// <param name="variable">Gives environment variables.</param>
    /// <param name="home">The user's folder.</param>
    /// <param name="time">The clock of limits and expiry.</param>
    public CloudLogins(
        ICakeContext context,
        bool isOfEnvironment,
        Func<string, string?> variable,
        string home,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(variable);
        _variable = variable;
        _calls = new(() => new CloudCall(time));
        IsOfEnvironment = isOfEnvironment;
        Application = isOfEnvironment ? AzureIdentity.Of(variable) : null;
        _subscription = variable(SubscriptionVariable)?.Trim() is { Length: > 0 } id ? id : null;
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
        _google = new GoogleAccess(context, isOfEnvironment, variable, () => _calls.Value, time);
    }

    /// <summary>Whether the environment's application and account log in, where it names them.</summary>
    public bool IsOfEnvironment { get; }

    /// <summary>The application that the environment logs in to Azure; <see langword="null"/> for none.</summary>
    public AzureIdentity? Application { get; }

    /// <summary>The tokens of the account that is logged in to Google; every GKE cluster takes them.</summary>
    public AccountTokens Google => _google.Tokens;

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
    public Task<GoogleIdentity?> GoogleIdentityAsync(CancellationToken cancellationToken) =>
        _google.IdentityAsync(cancellationToken);

    /// <summary>How kubelogin logs in to clusters of a subscription, and to which tenant.</summary>
    /// <exception cref="ReleaseException">A variable would have kubelogin log in as somebody else.</exception>
    public async Task<KubeloginLogin> KubeloginToAsync(string? subscription, CancellationToken cancellationToken)
    {
        if (SubscriptionOfApplication(subscription) is null)
            return new(
                KubeloginMethod.AzureCli,
                await KubeloginTenant.OfAsync(
                    subscription,
                    async named => (await _az.Value.LoginAsync(named, cancellationToken)).Tenant
                )
            );
        // It wins over kubelogin's arguments.
        return _variable(Kubelogin.MethodVariable) is { Length: > 0 } other && other != Application!.Kubelogin.Name()
            ? throw new ReleaseException(
                $"kubelogin would not log in as application {Application.Client}: {Kubelogin.MethodVariable} is {other}.",
                $"unset {Kubelogin.MethodVariable}"
            )
            : new KubeloginLogin(Application!.Kubelogin);
    }

    /// <summary>The kubeconfig of an AKS cluster.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in, or there is no such cluster.</exception>
    /// <exception cref="UnexpectedAnswerException">Azure answers something else, or not at all.</exception>
    public async Task<Secret> AksAsync(AksCluster cluster, string? subscription, CancellationToken cancellationToken)
    {
        if (SubscriptionOfApplication(subscription) is null)
            return await KubeconfigAsync(_az.Value);
        try
        {
            return await KubeconfigAsync(
                _application.Value ?? throw new UnexpectedAnswerException("the addresses of its cloud are not known")
            );
        }
        catch (UnexpectedAnswerException exception)
        {
            throw LoginFailures.NobodyElse($"application {Application!.Client}", exception);
        }

        async Task<Secret> KubeconfigAsync(AzureAccess access) =>
            await access.Api.KubeconfigAsync(
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
                exception.NextStep
                    ?? (
                        exception.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                            ? "grant it AcrPush on the registry, or set DOCKER_REGISTRY_PASSWORD"
                            : "try again, or set DOCKER_REGISTRY_PASSWORD"
                    ),
                exception
            );
        }
    }

    /// <summary>The kubeconfig of a GKE cluster.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in, or there is no such cluster.</exception>
    /// <exception cref="UnexpectedAnswerException">Google answers something else, or not at all.</exception>
    public Task<string> GkeAsync(GkeCluster cluster, CancellationToken cancellationToken) =>
        _google.KubeconfigAsync(cluster, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_az.IsValueCreated)
            _az.Value.Dispose();
        if (_application.IsValueCreated)
            _application.Value?.Dispose();
        _google.Dispose();
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
}
