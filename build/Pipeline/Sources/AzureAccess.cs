using System.Collections.Concurrent;
using Cake.Core;
using Clusters.Credentials;
using Foundation.Timing;
using Pipeline.Clouds;
using Pipeline.Clouds.Azure;
using Pipeline.Tools.Azure;

namespace Pipeline.Sources;

/// <summary>One way into Azure: its API, and the logins to its subscriptions.</summary>
/// <param name="api">The API; <see langword="null"/> where its address is not known.</param>
/// <param name="fetch">Fetches a login to a subscription, or to the one that is usual.</param>
/// <param name="time">The clock of the expiry.</param>
internal sealed class AzureAccess(
    AzureApi? api,
    Func<string?, CancellationToken, Task<AzureLogin>> fetch,
    TimeProvider time
) : IDisposable
{
    private readonly ConcurrentDictionary<string, Renewed<AzureLogin>> _logins = new(StringComparer.Ordinal);
    private Renewed<AccountToken>? _token;

    /// <summary>The API.</summary>
    /// <exception cref="UnexpectedAnswerException">Its address is not known.</exception>
    public AzureApi Api =>
        api ?? throw new UnexpectedAnswerException("the addresses of the cloud that az is set to are not known");

    /// <summary>By az, with whoever is logged in there.</summary>
    public static AzureAccess OfCommandLine(ICakeContext context, AzureApi? api, TimeProvider time) =>
        new(
            api,
            (subscription, stop) =>
                LoginFailures.ExpectedAsync(() =>
                    context.AzLoginAsync(new AzSettings { Subscription = subscription }, stop)
                ),
            time
        );

    /// <summary>By the application that the environment names; it has one token for all subscriptions.</summary>
    public static AzureAccess OfApplication(
        AzureIdentity identity,
        AzureCloud cloud,
        string? usualSubscription,
        CloudCall calls,
        TimeProvider time
    )
    {
        var api = new AzureApi(cloud, calls);
        var endpoint = new TokenEndpoint(calls, time);
        var token = new Renewed<AccountToken>(
            stop => identity.TokenAsync(cloud, endpoint, stop),
            token => token.ExpiresAt,
            time
        );
        return new(
            api,
            async (subscription, stop) =>
            {
                var current = await token.CurrentAsync(stop);
                var id = (subscription ?? usualSubscription) is { } name
                    ? await api.SubscriptionIdAsync(name, current.Value, stop)
                    : "";
                return new AzureLogin(current.Value, id, identity.Tenant, current.ExpiresAt);
            },
            time
        )
        {
            _token = token,
        };
    }

    /// <summary>The login to a subscription.</summary>
    public ValueTask<AzureLogin> LoginAsync(string? subscription, CancellationToken cancellationToken) =>
        _logins
            .GetOrAdd(subscription ?? "", _ => new(stop => fetch(subscription, stop), login => login.ExpiresAt, time))
            .CurrentAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var login in _logins.Values)
            login.Dispose();
        _token?.Dispose();
    }
}
