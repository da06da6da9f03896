using System.Collections.Concurrent;
using Pipeline.GitLab;
using Releases.Fleets;
using Releases.GitLab;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Announcements;

/// <summary>GitLab's environments page: without this, it would not know what was released from a laptop.</summary>
/// <param name="server">The project's GitLab.</param>
/// <param name="tiers">The regions' tiers.</param>
/// <param name="sourceAsync">The branch or tag that is released, and its commit.</param>
public sealed class EnvironmentsPage(
    GitLabServer server,
    IReadOnlyDictionary<string, Tier> tiers,
    Func<Task<(string Ref, string Sha)>> sourceAsync
) : IAudience
{
    private readonly ConcurrentDictionary<string, long> _deployments = [];

    /// <inheritdoc/>
    public Task BeginAsync(ReleaseRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task EnterAsync(RegionRecord region, CancellationToken cancellationToken)
    {
        var (name, sha) = await sourceAsync();
        var deployment = new GitLabDeployment(
            RegionJobNames.EnvironmentOf(tiers[region.Name], region.Name),
            sha,
            name,
            ReleaseVersion.TryParse(name) is not null,
            DeploymentStatus.Running
        );
        _deployments[region.Name] = await server.CreateDeploymentAsync(deployment, cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndAsync(ReleaseRecord record, CancellationToken cancellationToken) =>
        // One that is refused must not leave the others running for ever.
        Task.WhenAll(
            record
                .Regions.Where(region => _deployments.ContainsKey(region.Name))
                .Select(region =>
                    server.EndDeploymentAsync(_deployments[region.Name], StatusOf(region.Outcome), cancellationToken)
                )
        );

    private static DeploymentStatus StatusOf(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded => DeploymentStatus.Success,
            Outcome.Interrupted or Outcome.Skipped => DeploymentStatus.Canceled,
            Outcome.Running or Outcome.Failed or Outcome.Refused => DeploymentStatus.Failed,
        };
}
