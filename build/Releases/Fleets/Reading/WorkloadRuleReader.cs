using Foundation.Text;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Reading;

/// <summary>Reads which workloads a release changes.</summary>
internal static class WorkloadRuleReader
{
    public static IReadOnlyList<WorkloadRule> Read(YamlSection root, FleetProblems problems)
    {
        var rules = root.Items("workloads").Select(node => ReadRule(node, problems)).ToArray();
        if (rules.Length == 0)
            problems.Add(root.Line, "fleet: 'workloads' is missing or empty, so a release would change nothing");
        return rules;
    }

    private static WorkloadRule ReadRule(YamlNode node, FleetProblems problems)
    {
        var section = YamlSection.Of(node, "workloads", ["selector", "kinds", "tag"], problems);
        var tag = section.Text("tag") ?? WorkloadRule.VersionPlaceholder;
        if (!tag.Contains(WorkloadRule.VersionPlaceholder, StringComparison.Ordinal))
            problems.Add(section.Find("tag")!, $"workloads: tag '{tag}' has no {{version}}");
        return new WorkloadRule(
            section.Required("selector", "a Kubernetes label selector"),
            [
                .. section
                    .Items("kinds")
                    .Select(kind => ReadKind(kind, problems))
                    .OfType<WorkloadKind>()
                    .DefaultIfEmpty(),
            ],
            tag
        );
    }

    private static WorkloadKind? ReadKind(YamlNode node, FleetProblems problems)
    {
        var text = (node as YamlScalarNode)?.Value ?? string.Empty;
        if (Choices<WorkloadKind>.TryParse(text, out var kind))
            return kind;
        problems.Add(node, $"workloads: unknown kind '{text}'; {NearestName.Hint(text, Choices<WorkloadKind>.Names)}");
        return null;
    }
}
