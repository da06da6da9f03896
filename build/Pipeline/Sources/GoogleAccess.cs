using Cake.Core;
using Clusters.Credentials;
using Foundation.Failures;
using Pipeline.Clouds;
using Pipeline.Clouds.Google;
using Pipeline.Tools.Google;

namespace Pipeline.Sources;

/// <summary>The way into Google: its API, and the tokens of one account.</summary>
internal sealed class GoogleAccess : IDisposable
{
    private const string UsualAddress = "https://container.googleapis.com/";

    private readonly ICakeContext _context;
    private readonly Func<string, string?> _variable;
    private readonly Func<CloudCall> _calls;
    private readonly TimeProvider _time;
    private readonly Lazy<Task<GoogleIdentity?>> _identity;
    private GoogleLogin? _login;

    /// <summary>Prepares it; nothing is asked yet.</summary>
    /// <param name="context">Runs gcloud.</param>
    /// <param name="isOfEnvironment">Whether the environment's account logs in.</param>
    /// <param name="variable">Gives environment variables.</param>
    /// <param name="calls">Gives what sends the calls.</param>
    /// <param name="time">The clock of the expiry.</param>
    public GoogleAccess(
        ICakeContext context,
        bool isOfEnvironment,
        Func<string, string?> variable,
        Func<CloudCall> calls,
        TimeProvider time
    )
    {
        _context = context;
        _variable = variable;
        _calls = calls;
        _time = time;
        _identity = new(() =>
            isOfEnvironment
                ? GoogleIdentity.FindAsync(variable, CancellationToken.None)
                : Task.FromResult<GoogleIdentity?>(null)
        );
        Tokens = new AccountTokens(TokenAsync, time);
    }

    /// <summary>The tokens; every GKE cluster takes them.</summary>
    public AccountTokens Tokens { get; }

    /// <summary>The account that the environment logs in; <see langword="null"/> for none.</summary>
    /// <exception cref="ReleaseException">It names a file that cannot be used.</exception>
    public Task<GoogleIdentity?> IdentityAsync(CancellationToken cancellationToken) =>
        _identity.Value.WaitAsync(cancellationToken);

    /// <summary>The kubeconfig of a cluster.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in, or there is no such cluster.</exception>
    /// <exception cref="UnexpectedAnswerException">Google answers gcloud's account with something else.</exception>
    public async Task<string> KubeconfigAsync(GkeCluster cluster, CancellationToken cancellationToken)
    {
        try
        {
            var token = await LoginFailures.ExpectedAsync(() => Tokens.CurrentAsync(cancellationToken).AsTask());
            return await new ContainerApi(_calls()).KubeconfigAsync(cluster, Address(), token, cancellationToken);
        }
        catch (UnexpectedAnswerException exception)
        {
            if (await IdentityAsync(cancellationToken) is { } identity)
                throw LoginFailures.NobodyElse(identity.Account, exception);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Tokens.Dispose();

    private Uri Address()
    {
        var address = _variable("CLOUDSDK_API_ENDPOINT_OVERRIDES_CONTAINER") is { Length: > 0 } set
            ? set
            : _login?.ContainerApi ?? UsualAddress;
        return Uri.TryCreate($"{address.TrimEnd('/')}/", UriKind.Absolute, out var api)
            ? api
            : throw new UnexpectedAnswerException($"'{address}' is no address of Google's API");
    }

    private async Task<AccountToken> TokenAsync(CancellationToken cancellationToken)
    {
        if (await IdentityAsync(cancellationToken) is { } identity)
            return await identity.TokenAsync(new TokenEndpoint(_calls(), _time), cancellationToken);
        _login = await _context.GcloudLoginAsync(new GcloudSettings(), cancellationToken);
        return new AccountToken(_login.Token, _login.ExpiresAt);
    }
}
