using Releases.Fleets;
using Releases.Versions;

namespace Releases.Workloads;

/// <summary>
/// Finds the fleet's rule for each container of a workload. A pod may hold containers of several rules, such as
/// <c>TAG</c> beside <c>TAG-static</c>. Their present tags show which rule each follows.
/// </summary>
public static class ContainerRules
{
    /// <summary>
    /// The rules by the names of the containers. <see langword="null"/> when the tag of a container fits no rule, or
    /// more than one.
    /// </summary>
    /// <param name="selecting">The rules that have selected the workload, at least one.</param>
    /// <param name="rules">All rules of the fleet.</param>
    /// <param name="own">The containers of the release's repository, at least one.</param>
    public static IReadOnlyDictionary<string, WorkloadRule>? Of(
        IReadOnlyList<WorkloadRule> selecting,
        IReadOnlyList<WorkloadRule> rules,
        IReadOnlyList<WorkloadContainer> own
    )
    {
        // Rules with the same tags count as one here.
        var byTags = ByTags(selecting.Concat(rules));
        if (byTags.Length == 1)
            return own.ToDictionary(container => container.Name, _ => byTags[0]);
        if (own is [var single])
            return OfSingle(ByTags(selecting), byTags, single.Image) is { } rule
                ? new Dictionary<string, WorkloadRule> { [single.Name] = rule }
                : null;
        return OfOneVersion(byTags, own) ?? OfOnlyFits(byTags, own);
    }

    /// <summary>
    /// A rule that has made a version's tag, though it has not selected the workload. <see langword="null"/> when the
    /// selecting rules agree with the tag, or the tag is no version's.
    /// </summary>
    internal static WorkloadRule? Stranger(
        IReadOnlyList<WorkloadRule> selecting,
        IReadOnlyList<WorkloadRule> rules,
        string image
    )
    {
        var made = OfVersions(rules, image);
        return made.Any(rule => Has(selecting, rule)) ? null : made.FirstOrDefault();
    }

    // The tag of a version shows the rule that has made it. A branch may have any name, so for its tag the only rule
    // that selects the workload counts.
    private static WorkloadRule? OfSingle(WorkloadRule[] selecting, WorkloadRule[] rules, string image)
    {
        var made = OfVersions(rules, image);
        var fitting =
            made.Length > 0 ? made.Where(rule => Has(selecting, rule)).ToArray()
            : selecting.Length == 1 ? selecting
            : [.. selecting.Where(rule => rule.VersionOfImage(image) is not null)];
        return fitting is [var only] ? only : null;
    }

    private static WorkloadRule[] ByTags(IEnumerable<WorkloadRule> rules) =>
        [.. rules.DistinctBy(rule => rule.TagTemplate)];

    private static bool Has(IEnumerable<WorkloadRule> rules, WorkloadRule wanted) =>
        rules.Any(rule => rule.TagTemplate == wanted.TagTemplate);

    private static WorkloadRule[] OfVersions(IEnumerable<WorkloadRule> rules, string image) =>
        [.. rules.Where(rule => ReleaseVersion.TryParse(rule.VersionOfImage(image)) is not null)];

    // A branch may be called `new-static`, so one tag's ending alone does not show its rule. The tags count when all
    // containers come out at one version. When several versions fit, a real version comes first, then the version of
    // most containers by the selecting rule.
    private static Dictionary<string, WorkloadRule>? OfOneVersion(
        WorkloadRule[] rules,
        IReadOnlyList<WorkloadContainer> own
    ) =>
        rules
            .Select(rule => rule.VersionOfImage(own[0].Image))
            .OfType<string>()
            .Distinct()
            .OrderByDescending(version => ReleaseVersion.TryParse(version) is not null)
            .ThenByDescending(version => own.Count(container => rules[0].VersionOfImage(container.Image) == version))
            .Select(version => AllAt(version, rules, own))
            .FirstOrDefault(found => found is not null);

    private static Dictionary<string, WorkloadRule>? AllAt(
        string version,
        WorkloadRule[] rules,
        IReadOnlyList<WorkloadContainer> own
    )
    {
        var byName = new Dictionary<string, WorkloadRule>();
        foreach (var container in own)
        {
            if (rules.FirstOrDefault(rule => rule.VersionOfImage(container.Image) == version) is not { } made)
                return null;
            byName[container.Name] = made;
        }
        return byName;
    }

    // For workloads of a run that stopped half-way, and for images that somebody has set by hand.
    private static Dictionary<string, WorkloadRule>? OfOnlyFits(
        WorkloadRule[] rules,
        IReadOnlyList<WorkloadContainer> own
    )
    {
        var fits = own.Select(container => (container.Name, Rules: Fitting(rules, container.Image))).ToArray();
        return fits.All(fit => fit.Rules.Length == 1) ? fits.ToDictionary(fit => fit.Name, fit => fit.Rules[0]) : null;
    }

    // `1.2.2-static` fits the tag `{version}` also. But `1.2.2-static` is no version, and `1.2.2` is.
    private static WorkloadRule[] Fitting(WorkloadRule[] rules, string image)
    {
        var versions = OfVersions(rules, image);
        return versions.Length > 0 ? versions : [.. rules.Where(rule => rule.VersionOfImage(image) is not null)];
    }
}
