using Releases.Fleets;

namespace Pipeline.Options;

/// <summary>Which regions have jobs in GitLab's pipeline of the regions.</summary>
/// <param name="Tier">The regions of this tier.</param>
/// <param name="StartByHand">Whether their deploy jobs wait until somebody presses them.</param>
public sealed record RegionJobs(Tier Tier, bool StartByHand)
{
    /// <summary>The variable that tells a region's job when the pipeline of its tag began.</summary>
    public const string CreatedAtVariable = "RELEASE_PIPELINE_CREATED_AT";

    /// <summary>Production's jobs start by themselves unless that is said; staging's wait.</summary>
    internal static RegionJobs From(OptionReader reader)
    {
        // NewRegionOptions refuses other words.
        var isStaging = string.Equals(reader.Text("tier"), nameof(Tier.Staging), StringComparison.OrdinalIgnoreCase);
        var start = reader.Choice("start", isStaging ? "manual" : "auto", "auto", "manual");
        return new(isStaging ? Tier.Staging : Tier.Production, start == "manual");
    }
}
