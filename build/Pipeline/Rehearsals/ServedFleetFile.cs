using System.Text.Json;
using Drill;
using Releases.Fleets;

namespace Pipeline.Rehearsals;

/// <summary>
/// The fleet file of clusters that are served: the rules of the drill's own, and regions that are contexts of a
/// kubeconfig, so that every target takes them for real ones.
/// </summary>
internal static class ServedFleetFile
{
    /// <summary>Its text.</summary>
    /// <param name="fleet">The fleet that is rehearsed, with the drill's registry.</param>
    /// <param name="waves">The regions of the drill, by waves.</param>
    /// <param name="clusters">Their clusters.</param>
    /// <param name="kubeconfig">The kubeconfig with a context for each.</param>
    public static string Of(Fleet fleet, IReadOnlyList<Wave> waves, EmbeddedFleet clusters, string kubeconfig)
    {
        Region[] regions = [.. waves.SelectMany(wave => wave.Regions)];
        var names = regions.Select(region => region.Name).ToHashSet();
        var groups = fleet
            .Groups.Select(group => (group.Key, Members: group.Value.Where(names.Contains).ToArray()))
            .Where(group => group.Key != fleet.DefaultGroup && group.Members.Length > 0)
            .Prepend((fleet.DefaultGroup, [.. names]));
        string[] lines =
        [
            "# The fleet of a drill: clusters that are embedded in the program that wrote this, and gone with it.",
            $"registry: {Text(fleet.Registry)}",
            $"repository: {Text(fleet.Repository)}",
            $"platform: {fleet.Platform}",
            $"mainBranch: {Text(fleet.MainBranch)}",
            $"namespace: {Text(fleet.Namespace)}",
            "workloads:",
            .. fleet.Workloads.Select(rule =>
                $"  - {{ selector: {Text(rule.Selector)}, kinds: [{string.Join(", ", rule.Kinds)}], tag: {Text(rule.TagTemplate)} }}"
            ),
            $"migration: {{ manifest: {Text(fleet.Migration.Manifest)}, job: {Text(fleet.Migration.Job)} }}",
            $"page: {Text(fleet.PagePattern)}",
            $"variables: {Variables(fleet.Variables)}",
            $"default: {Text(fleet.DefaultGroup)}",
            "groups:",
            .. groups.Select(group => $"  {Text(group.Item1)}: {List(group.Item2)}"),
            "waves:",
            .. waves.Select(wave => $"  - {List(wave.Regions.Select(region => region.Name))}"),
            "regions:",
            .. regions.SelectMany(region => LinesOf(region, clusters[region.Name], kubeconfig)),
            "",
        ];
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> LinesOf(Region region, EmbeddedCluster cluster, string kubeconfig)
    {
        yield return $"  {region.Name}:";
        yield return "    provider: context";
        yield return $"    kubeconfig: {Text(kubeconfig)}";
        yield return $"    context: {region.Name}";
        yield return $"    namespace: {Text(region.Namespace)}";
        yield return $"    tier: {(region.Tier == Tier.Production ? "production" : "staging")}";
        yield return $"    url: {Text(cluster.PageUrl.ToString())}";
        if (region.Manifests is { } manifests)
            yield return $"    manifests: {Text(manifests)}";
        if (region.Variables.Count > 0)
            yield return $"    variables: {Variables(region.Variables)}";
        if (region.Aliases.Count > 0)
            yield return $"    aliases: {List(region.Aliases)}";
    }

    private static string Variables(IReadOnlyDictionary<string, FleetVariable> variables) =>
        $"{{ {string.Join(", ", variables.Select(each => $"{each.Key}: {Value(each.Value)}"))} }}";

    private static string Value(FleetVariable variable) => variable.IsNumber ? variable.Text : Text(variable.Text);

    private static string List(IEnumerable<string> words) => $"[{string.Join(", ", words.Select(Text))}]";

    // A text of JSON is one of YAML.
    private static string Text(string text) => JsonSerializer.Serialize(text);
}
