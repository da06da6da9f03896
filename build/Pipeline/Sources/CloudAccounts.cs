using System.Collections.Concurrent;
using Cake.Core;
using Foundation.Failures;
using Foundation.Text;
using Pipeline.Clouds.Google;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Google;
using Releases.Fleets;

namespace Pipeline.Sources;

/// <summary>Who is logged in to the clouds; each is asked once.</summary>
/// <param name="context">Runs az and gcloud.</param>
/// <param name="logins">The logins that regions share; <see langword="null"/> to ask az and gcloud alone.</param>
/// <param name="cancellationToken">Stops them.</param>
public sealed class CloudAccounts(ICakeContext context, CloudLogins? logins, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _azure = new(StringComparer.Ordinal);
    private readonly Lazy<Task<string>> _google = new(() => GoogleAsync(context, logins, cancellationToken));

    /// <summary>The account that a region's credentials are fetched with.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in.</exception>
    public Task<string> OfAsync(Region region) =>
        region.Provider switch
        {
            Provider.Aks => _azure
                .GetOrAdd(region.Subscription ?? "", name => new(() => AzureAsync(name.Length == 0 ? null : name)))
                .Value,
            Provider.Gke => _google.Value,
            Provider.Context or Provider.Drill => Task.FromResult($"context {region.Cluster}"),
        };

    /// <summary>The logins of the environment that are used, a line each; none where az and gcloud are asked.</summary>
    /// <param name="logins">The logins that regions share.</param>
    /// <param name="regions">The regions.</param>
    /// <param name="isForRegistry">Whether the application logs in to the registry, too.</param>
    /// <param name="cancellationToken">Stops reading the files that the environment names.</param>
    public static async Task<IReadOnlyList<string>> OfEnvironmentAsync(
        CloudLogins? logins,
        IReadOnlyList<Region> regions,
        bool isForRegistry,
        CancellationToken cancellationToken
    )
    {
        var lines = new List<string>();
        if (logins?.Application is { } application)
        {
            var azure = regions.Where(region => region.Provider == Provider.Aks).ToList();
            var left = azure.Count(region => logins.SubscriptionOfApplication(region.Subscription) is null);
            if (isForRegistry || left < azure.Count)
                lines.Add($"Azure: application {application.Client}, by {application.ProvedBy}");
            var usual = azure.Count(region => region.Subscription is null);
            if (usual > 0 && left == 0)
                lines.Add(
                    $"Azure: {Counted.Of(usual, "region")} in subscription {logins.SubscriptionOfApplication(null)}, by {CloudLogins.SubscriptionVariable}"
                );
            if (left > 0)
                lines.Add(
                    $"Azure: by az for {Counted.Of(left, "region")} without subscription or {CloudLogins.SubscriptionVariable}"
                );
        }
        else if (logins?.IsOfEnvironment == true && regions.Any(region => region.Provider == Provider.Aks))
            lines.Add("Azure: by az, for the environment names no application with its secret or token");
        if (logins?.IsOfEnvironment == true && regions.Any(region => region.Provider == Provider.Gke))
            await AddGoogleAsync(logins, lines, cancellationToken);
        return lines;
    }

    private async Task<string> AzureAsync(string? subscription)
    {
        if (logins?.SubscriptionOfApplication(subscription) is { } named)
            return $"application {logins.Application!.Client} in {named}";
        var account = await context.AzAccountAsync(new AzSettings { Subscription = subscription }, cancellationToken);
        return $"{account.User} in {account.Subscription}";
    }

    private static async Task<string> GoogleAsync(
        ICakeContext context,
        CloudLogins? logins,
        CancellationToken cancellationToken
    ) =>
        logins is not null && await logins.GoogleIdentityAsync(cancellationToken) is { } identity
            ? identity.Account
            : await context.GcloudAccountAsync(new GcloudSettings(), cancellationToken);

    private static async Task AddGoogleAsync(
        CloudLogins logins,
        List<string> lines,
        CancellationToken cancellationToken
    )
    {
        try
        {
            lines.Add(
                await logins.GoogleIdentityAsync(cancellationToken) is { } account
                    ? $"Google: {account.Account}, by {GoogleIdentity.Variable}"
                    : $"Google: by gcloud, for {GoogleIdentity.Variable} names no service account and no federated token"
            );
        }
        catch (ReleaseException)
        {
            // The same failure keeps the credentials from being fetched, and is told there.
        }
    }
}
