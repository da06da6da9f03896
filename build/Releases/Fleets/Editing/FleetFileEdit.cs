using Foundation.Failures;
using Foundation.Yaml;
using Releases.Fleets.Reading;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Editing;

/// <summary>Changes a fleet file in its text, so that comments, order and style of everything else stay.</summary>
public sealed class FleetFileEdit
{
    private readonly YamlInsertions _insertions;
    private readonly NewRegion _region;

    private FleetFileEdit(string text, NewRegion region)
    {
        _insertions = new YamlInsertions(text);
        _region = region;
    }

    /// <summary>Adds a region.</summary>
    /// <param name="file">The path that problems name.</param>
    /// <param name="text">The text of a fleet file that is right.</param>
    /// <param name="region">The region.</param>
    /// <returns>A text that says what the old one says, and the region.</returns>
    /// <exception cref="UsageException">
    /// The file would be wrong with the region, or its text would come to say something else besides.
    /// </exception>
    public static FleetChange Add(string file, string text, NewRegion region)
    {
        var root = RootOf(file, text);
        string[] keys = region.Wave is null ? ["regions", "groups"] : ["regions", "groups", "waves"];
        if (keys.FirstOrDefault(key => !root.Children.ContainsKey(key)) is { } missing)
            throw new UsageException($"{file}: it has no '{missing}' for {region.Name} to be in; write it by hand");
        var edit = new FleetFileEdit(text, region);
        var expected = edit.WithRegion(root);
        var change = new FleetChange(text, edit._insertions);
        // An anchor, or a bracket in a place that nobody foresaw: then a person edits the file.
        if (!IsYaml(file, change.After, expected))
            throw new UsageException(
                $"{file}: {region.Name} cannot be added without changing something else; add it by hand under 'regions': "
                    + $"{region.Name}: {YamlWriting.OnOneLine(region.Value)}"
            );
        FleetFile.Parse(file, change.After);
        return change;
    }

    private static YamlMappingNode RootOf(string file, string text) => (YamlMappingNode)YamlText.Read(file, text)[0];

    private static bool IsYaml(string file, string text, YamlMappingNode expected)
    {
        try
        {
            return RootOf(file, text).Equals(expected);
        }
        catch (UsageException)
        {
            return false;
        }
    }

    // Each change is made in the text and in the tree; afterwards the text has to read as the tree.
    private YamlMappingNode WithRegion(YamlMappingNode root)
    {
        root = With(root, "regions", regions => WithEntry((YamlMappingNode)regions, _region.Name, _region.Value));
        root = With(root, "groups", groups => WithMember((YamlMappingNode)groups));
        return _region.Wave is { } wave ? With(root, "waves", waves => WithWave((YamlSequenceNode)waves, wave)) : root;
    }

    // Where text is put is known of the nodes that were read alone, so nothing is changed twice.
    private YamlMappingNode WithMember(YamlMappingNode groups)
    {
        var joined = groups.Select(group =>
            _region.Groups.Contains(((YamlScalarNode)group.Key).Value)
                ? KeyValuePair.Create<YamlNode, YamlNode>(
                    group.Key,
                    WithItem((YamlSequenceNode)group.Value, _region.Name)
                )
                : group
        );
        var made = _region
            .Groups.Where(group => !groups.Children.ContainsKey(group))
            .Select(group => Entry(groups, group));
        return new YamlMappingNode([.. joined, .. made]);

        KeyValuePair<YamlNode, YamlNode> Entry(YamlMappingNode mapping, string group) =>
            WithEntry(mapping, group, NewRegion.Names([_region.Name])).Last();
    }

    private YamlSequenceNode WithWave(YamlSequenceNode waves, int number) =>
        number <= waves.Children.Count
            ? new YamlSequenceNode(
                waves.Select((each, at) => at == number - 1 ? WithItem((YamlSequenceNode)each, _region.Name) : each)
            )
            : WithItem(waves, NewRegion.Names([_region.Name]));

    private YamlMappingNode WithEntry(YamlMappingNode mapping, string key, YamlNode value)
    {
        _insertions.AddEntry(mapping, key, value);
        return new YamlMappingNode([.. mapping, KeyValuePair.Create<YamlNode, YamlNode>(key, value)]);
    }

    private YamlSequenceNode WithItem(YamlSequenceNode list, YamlNode item)
    {
        _insertions.AddItem(list, item);
        return new YamlSequenceNode([.. list, item]);
    }

    private static YamlMappingNode With(YamlMappingNode mapping, string key, Func<YamlNode, YamlNode> change) =>
        new(
            mapping.Select(entry =>
                ((YamlScalarNode)entry.Key).Value == key ? KeyValuePair.Create(entry.Key, change(entry.Value)) : entry
            )
        );
}
