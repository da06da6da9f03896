using System.Collections.Concurrent;
using Cake.Core;
using Foundation.Failures;
using Pipeline.Tools.Azure;
using Pipeline.Tools.Google;
using Releases.Fleets;

namespace Pipeline.Sources;

/// <summary>Who is logged in to the clouds; each is asked once.</summary>
/// <param name="context">Runs az and gcloud.</param>
/// <param name="cancellationToken">Stops them.</param>
public sealed class CloudAccounts(ICakeContext context, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _azure = new(StringComparer.Ordinal);
    private readonly Lazy<Task<string>> _google = new(() =>
        context.GcloudAccountAsync(new GcloudSettings(), cancellationToken)
    );

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

    private async Task<string> AzureAsync(string? subscription)
    {
        var account = await context.AzAccountAsync(new AzSettings { Subscription = subscription }, cancellationToken);
        return $"{account.User} in {account.Subscription}";
    }
}
