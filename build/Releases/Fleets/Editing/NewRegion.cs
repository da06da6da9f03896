using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Editing;

/// <summary>A region that a fleet file does not have yet, as the file will say it.</summary>
public sealed record NewRegion
{
    /// <summary>The region's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the file says of the region, by the file's own keys and in their order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Texts { get; init; }

    /// <summary>Other names of the region.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The groups that it joins; at least one. A group that the file does not have is made.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>
    /// The wave that it joins, from 1; the number behind the last one makes a new wave. <see langword="null"/> leaves
    /// the region out of the waves: it then goes last.
    /// </summary>
    public int? Wave { get; init; }

    /// <summary>The region's value in the file.</summary>
    internal YamlMappingNode Value
    {
        get
        {
            var value = new YamlMappingNode();
            if (Aliases.Count > 0)
                value.Add("aliases", Names(Aliases));
            foreach (var (key, text) in Texts)
                value.Add(key, text);
            return value;
        }
    }

    /// <summary>A list of names, on one line.</summary>
    internal static YamlSequenceNode Names(IEnumerable<string> names) =>
        new(names.Select(name => new YamlScalarNode(name))) { Style = SequenceStyle.Flow };
}
