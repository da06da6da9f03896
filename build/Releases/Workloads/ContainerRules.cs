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
    /// The rules by the names of the containers. <see langword="null"/> when the tags fit more than one rule.
    /// </summary>
    /// <param name="selecting">
    /// The rule that has selected the workload. A single container follows this rule, whatever its tag.
    /// </param>
    /// <param name="rules">All rules of the fleet.</param>
    /// <param name="own">The containers of the release's repository, at least one.</param>
    public static IReadOnlyDictionary<string, WorkloadRule>? Of(
        WorkloadRule selecting,
        IReadOnlyList<WorkloadRule> rules,
        IReadOnlyList<WorkloadContainer> own
    )
    {
        // Rules with the same tags count as one here.
        var byTags = rules.Prepend(selecting).DistinctBy(rule => rule.TagTemplate).ToArray();
        if (own.Count == 1 || byTags.Length == 1)
            return own.ToDictionary(container => container.Name, _ => selecting);
        return OfOneVersion(byTags, own) ?? OfOnlyFits(byTags, own);
    }

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
        var fitting = rules.Where(rule => rule.VersionOfImage(image) is not null).ToArray();
        var versions = fitting.Where(rule => ReleaseVersion.TryParse(rule.VersionOfImage(image)) is not null).ToArray();
        return versions.Length == 0 ? fitting : versions;
    }
}
