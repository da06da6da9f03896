using System.Text;
using Foundation.Failures;
using Foundation.Timing;
using Pipeline.GitLab;
using Pipeline.Options;
using Releases.Fleets;

namespace Pipeline.Pipelines;

/// <summary>
/// GitLab's pipeline of a fleet's regions: one job a region, one stage a wave (GitLab documentation, "Dynamic child
/// pipelines"). Whatever the jobs do stands in the templates, which are part of it.
/// </summary>
/// <param name="fleet">The fleet.</param>
/// <param name="jobs">Which regions have jobs.</param>
/// <param name="createdAt">When the pipeline that makes this one was made, when that is known.</param>
public sealed class RegionPipeline(Fleet fleet, RegionJobs jobs, DateTimeOffset? createdAt = null)
{
    private string TierName => RegionJobNames.TierOf(jobs.Tier);

    // Only versions go to production, and only from a version can a region be taken back.
    private bool HasRollbacks => jobs.Tier == Tier.Production;

    // The regions of staging wait for nobody. A wave of production goes on when the one before it is released.
    private bool MayStayUnpressed => jobs.Tier == Tier.Staging;

    /// <summary>The pipeline as YAML.</summary>
    /// <param name="templates">The templates <c>.deploy</c> and <c>.rollback</c>, as YAML.</param>
    /// <exception cref="ReleaseException">No region is of the tier.</exception>
    public string Write(string templates)
    {
        var waves = Waves();
        var stages = waves.Select(StageOf).Concat(HasRollbacks ? [RegionJobNames.Rollback] : []);
        var text = new StringBuilder();
        text.Append(
            $"# The regions of {Path.GetFileName(fleet.File)}, made by --target=Pipeline --tier={TierName}.\n\n"
        );
        text.Append($"stages: [{string.Join(", ", stages)}]\n\n");
        // Without rules, GitLab leaves out the jobs of a pipeline that a merge request's pipeline has started.
        text.Append("workflow:\n  rules:\n    - when: always\n\n");
        text.Append(templates.ReplaceLineEndings("\n").TrimEnd()).Append('\n');
        foreach (
            var (region, stage) in waves.SelectMany(wave => wave.Regions.Select(region => (region, StageOf(wave))))
        )
            Deploy(text, region, stage);
        if (HasRollbacks)
            foreach (var region in waves.SelectMany(wave => wave.Regions))
                Job(text, RegionJobNames.Rollback, region, RegionJobNames.Rollback);
        return text.ToString();
    }

    // A release of production without --regions is one of the default group.
    private IReadOnlyList<Wave> Waves()
    {
        string[] names =
        [
            .. fleet
                .Regions.Where(region => region.Tier == jobs.Tier)
                .Select(region => region.Name)
                .Where(name => jobs.Tier != Tier.Production || fleet.Groups[fleet.DefaultGroup].Contains(name)),
        ];
        return names.Length > 0
            ? RegionSelection.Select(fleet, new RegionRequest { Names = names })
            : throw new ReleaseException(
                $"{fleet.File}: no region is of the tier {TierName}",
                $"add a region with 'tier: {TierName}' to the fleet file"
            );
    }

    private static string StageOf(Wave wave) => $"deploy {wave.Number}";

    private void Deploy(StringBuilder text, Region region, string stage)
    {
        Job(text, RegionJobNames.Deploy, region, stage);
        if (jobs.StartByHand)
            text.Append("  when: manual\n").Append($"  allow_failure: {(MayStayUnpressed ? "true" : "false")}\n");
    }

    // A laptop that releases the same region is kept out by the lock in the cluster, another job by the resource group.
    // Variables of a job give way to those of the project's settings and to those that are typed where a manual job is
    // started (GitLab documentation, "CI/CD variable precedence"). So the region stands in the job as text, and for the
    // template's script in the first line of its shell.
    private void Job(StringBuilder text, string does, Region region, string stage) =>
        text.Append(
            $"""

            {RegionJobNames.Of(does, region.Name)}:
              extends: .{does}
              stage: {stage}
              script:
                - REGION='{region.Name}'{CreatedAtLine}
                - !reference [.{does}, script]
              artifacts:
                paths: [artifacts/{region.Name}.json, artifacts/{region.Name}.html]
                reports:
                  dotenv: artifacts/{region.Name}.env
              environment:
                name: {RegionJobNames.EnvironmentOf(region.Tier, region.Name)}
                deployment_tier: {TierName}{UrlOf(region)}
              resource_group: {RegionJobNames.EnvironmentOf(region.Tier, region.Name)}

            """.ReplaceLineEndings("\n")
        );

    // This pipeline begins when the images are there, which may be long after the tag was pushed.
    private string CreatedAtLine =>
        createdAt is { } at ? $"\n    - export {RegionJobs.CreatedAtVariable}='{UtcText.OfSecond(at)}'" : "";

    private static string UrlOf(Region region) => region.Url is { } url ? $"\n    url: '{url.AbsoluteUri}'" : "";
}
