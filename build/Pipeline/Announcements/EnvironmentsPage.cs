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
    public Task PushedAsync(ReleaseRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task BeginAsync(ReleaseRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task EnterAsync(RegionRecord region, CancellationToken cancellationToken)
    {
        var tier = tiers[region.Name];
        var environment = RegionJobNames.EnvironmentOf(tier, region.Name);
        // A deployment would make the environment with a tier that GitLab guesses from the name: production/qatar is
        // for testing then, and what protects the tier production does not protect it.
        var unmade = await FailureOfMakingAsync(new(environment, RegionJobNames.TierOf(tier)), cancellationToken);
        var (name, sha) = await sourceAsync();
        var deployment = new GitLabDeployment(
            environment,
            sha,
            name,
            ReleaseVersion.TryParse(name) is not null,
            DeploymentStatus.Running
        );
        _deployments[region.Name] = await server.CreateDeploymentAsync(deployment, cancellationToken);
        if (unmade is not null)
            throw unmade;
    }

    // The deployment is noted all the same: somebody else may have made the environment in this second.
    private async Task<GitLabException?> FailureOfMakingAsync(
        EnvironmentDraft draft,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await server.EnsureEnvironmentAsync(draft, cancellationToken);
            return null;
        }
        catch (GitLabException failure)
        {
            return failure;
        }
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
