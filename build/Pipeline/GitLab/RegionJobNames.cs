using Foundation.Text;
using Releases.Fleets;

namespace Pipeline.GitLab;

/// <summary>
/// What a region's jobs and its environment are called in GitLab. The pipeline of the regions is written with these
/// names, and a run finds jobs by them.
/// </summary>
public static class RegionJobNames
{
    /// <summary>What the jobs that release do; also the name of their template, after a dot.</summary>
    public const string Deploy = "deploy";

    /// <summary>What the jobs that take a region back do; also the name of their template, after a dot.</summary>
    public const string Rollback = "rollback";

    /// <summary>
    /// The job of a tag before those that deploy: without it GitLab starts no pipeline of the regions. It stands in
    /// <c>.ci/release.yml</c>.
    /// </summary>
    public const string BeforeDeploy = "deploy-regions";

    /// <summary>A region's job.</summary>
    /// <param name="does"><see cref="Deploy"/> or <see cref="Rollback"/>.</param>
    /// <param name="region">The region's name.</param>
    public static string Of(string does, string region) => $"{does} {region}";

    /// <summary>A region's environment, such as <c>production/uk</c>.</summary>
    public static string EnvironmentOf(Tier tier, string region) => $"{TierOf(tier)}/{region}";

    /// <summary>GitLab's word for a tier, such as <c>production</c>.</summary>
    public static string TierOf(Tier tier) => tier.Word();
}
