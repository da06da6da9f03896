using Foundation.Text;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Reading;

/// <summary>Reads the groups and waves, which name regions.</summary>
internal sealed class GroupReader(IReadOnlyCollection<string> regions, FleetProblems problems)
{
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ReadGroups(YamlSection root)
    {
        if (root.Find("groups") is not { } node)
        {
            problems.Add(root.Line, "fleet: 'groups' is missing");
            return new Dictionary<string, IReadOnlyList<string>>();
        }
        var section = YamlSection.Of(node, "groups", null, problems);
        return section.Entries.ToDictionary(
            entry => entry.Key,
            entry => ReadNames($"group {entry.Key}", section.Items(entry.Key))
        );
    }

    public IReadOnlyList<IReadOnlyList<string>> ReadWaves(YamlSection root)
    {
        var waves = new List<IReadOnlyList<string>>();
        var seen = new HashSet<string>();
        foreach (var node in root.Items("waves"))
        {
            if (node is not YamlSequenceNode sequence)
            {
                problems.Add(node, "waves: each wave is a list of regions");
                continue;
            }
            var wave = ReadNames("waves", [.. sequence.Children]);
            foreach (var twice in wave.Where(name => !seen.Add(name)))
                problems.Add(node, $"waves: region '{twice}' is in two waves");
            waves.Add(wave);
        }
        return waves;
    }

    private IReadOnlyList<string> ReadNames(string name, IReadOnlyList<YamlNode> nodes)
    {
        var names = new List<string>();
        foreach (var node in nodes)
        {
            var text = YamlSection.TextOf(node) ?? string.Empty;
            if (!regions.Contains(text))
                problems.Add(node, $"{name}: unknown region '{text}'; {NearestName.Hint(text, regions)}");
            else if (names.Contains(text))
                problems.Add(node, $"{name}: region '{text}' stands here twice");
            else
                names.Add(text);
        }
        return names;
    }

    public void Check(YamlSection root, Fleet fleet)
    {
        CheckAliases(fleet);
        // The missing groups are a problem already.
        if (root.Find("groups") is null)
            return;
        if (fleet.DefaultGroup.Length > 0 && !fleet.Groups.ContainsKey(fleet.DefaultGroup))
        {
            var hint = NearestName.Hint(fleet.DefaultGroup, [.. fleet.Groups.Keys]);
            problems.Add(root.Find("default")!, $"fleet: unknown group '{fleet.DefaultGroup}'; {hint}");
        }
        var grouped = fleet.Groups.Values.SelectMany(names => names).ToHashSet();
        foreach (var region in fleet.Regions.Where(region => !grouped.Contains(region.Name)))
            problems.Add(
                region.Line,
                $"region {region.Name}: in no group, so no run would ever reach it; add it to one"
            );
    }

    // A name has to mean one thing, whoever says it.
    private void CheckAliases(Fleet fleet)
    {
        foreach (var region in fleet.Regions)
        {
            foreach (var alias in region.Aliases)
            {
                if (fleet.Groups.ContainsKey(alias))
                    problems.Add(region.Line, $"region {region.Name}: its alias '{alias}' is the name of a group");
                else if (fleet.Regions.Any(other => other.Name == alias))
                    problems.Add(region.Line, $"region {region.Name}: its alias '{alias}' is the name of a region");
                else if (fleet.Regions.First(other => other.IsCalled(alias)) is var first && first != region)
                    problems.Add(
                        region.Line,
                        $"region {region.Name}: its alias '{alias}' is an alias of {first.Name} already"
                    );
            }
        }
    }
}
