using System.Net;
using Foundation.Failures;
using k8s.Models;

namespace Clusters.Calls;

/// <summary>What a cluster serves where Kubernetes versions differ; asked once and remembered.</summary>
public sealed class ServedApis
{
    private readonly ClusterConnection _connection;
    private volatile string? _cronJobVersion;

    internal ServedApis(ClusterConnection connection) => _connection = connection;

    /// <summary>
    /// The version of group <c>batch</c> in which CronJobs are served: <c>v1</c> since Kubernetes 1.21, <c>v1beta1</c>
    /// before. Both have the same fields, so <see cref="V1CronJob"/> reads either.
    /// </summary>
    /// <exception cref="ReleaseException">The cluster serves none, or does not answer.</exception>
    public async Task<string> CronJobVersionAsync(CancellationToken cancellationToken)
    {
        if (_cronJobVersion is { } known)
            return known;

        foreach (var version in (string[])["v1", "v1beta1"])
        {
            if (await ServesAsync($"apis/batch/{version}", "cronjobs", cancellationToken))
                return _cronJobVersion = version;
        }
        throw new ReleaseException(
            $"{_connection.Region}: the cluster serves CronJobs neither as batch/v1 nor as batch/v1beta1"
        );
    }

    /// <summary>Where the CronJobs of a namespace are.</summary>
    /// <exception cref="ReleaseException">The cluster serves none, or does not answer.</exception>
    public async Task<ResourceAddress> CronJobsAsync(string @namespace, CancellationToken cancellationToken) =>
        new("batch", await CronJobVersionAsync(cancellationToken), "cronjobs", @namespace);

    private async Task<bool> ServesAsync(string path, string plural, CancellationToken cancellationToken)
    {
        try
        {
            var list = await _connection.ReadAsync<V1APIResourceList>(path, cancellationToken);
            return list.Resources?.Any(each => each?.Name == plural) == true;
        }
        catch (ApiRefusalException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
