using Foundation.Text;
using Foundation.Yaml;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Reading;

/// <summary>A mapping of the fleet file. It gives its values by key, and it notes every key that nobody read.</summary>
internal sealed class YamlSection
{
    private readonly Dictionary<string, YamlNode> _entries = [];
    private readonly FleetProblems _problems;
    private readonly string _name;

    private YamlSection(
        YamlMappingNode node,
        string name,
        IReadOnlyCollection<string>? knownKeys,
        FleetProblems problems
    )
    {
        Node = node;
        _name = name;
        _problems = problems;
        foreach (var (key, value) in node.Children)
        {
            if (key is not YamlScalarNode { Value: { } text } scalar || YamlJson.IsNull(scalar))
                _problems.Add(key, $"{_name}: a key has to be a plain name");
            else if (knownKeys is null || knownKeys.Contains(text))
                _entries[text] = value;
            else
                _problems.Add(key, $"{_name}: unknown key '{text}'; {NearestName.Hint(text, knownKeys)}");
        }
    }

    public YamlMappingNode Node { get; }

    public long Line => Node.Start.Line;

    public IEnumerable<KeyValuePair<string, YamlNode>> Entries => _entries;

    /// <summary>Reads a mapping. Anything else is noted as a problem and read as an empty mapping.</summary>
    /// <param name="node">The node of the file.</param>
    /// <param name="name">The name that problems use for the mapping.</param>
    /// <param name="knownKeys">The keys that the mapping may have. <see langword="null"/> allows any.</param>
    /// <param name="problems">Where problems are noted.</param>
    public static YamlSection Of(
        YamlNode node,
        string name,
        IReadOnlyCollection<string>? knownKeys,
        FleetProblems problems
    )
    {
        if (node is not YamlMappingNode)
            problems.Add(node, $"{name}: expected 'key: value' pairs");
        return new YamlSection(node as YamlMappingNode ?? [], name, knownKeys, problems);
    }

    public YamlNode? Find(string key) => _entries.GetValueOrDefault(key);

    public string? Text(string key)
    {
        if (Find(key) is not { } node)
            return null;
        if (TextOf(node) is { Length: > 0 } text && !text.Contains('\0'))
            return text;
        _problems.Add(node, $"{_name}: '{key}' has to be a text");
        return null;
    }

    /// <summary>
    /// The text of a value; none for a list, for pairs, and for the <c>null</c> by which files that are generated say
    /// that there is nothing.
    /// </summary>
    public static string? TextOf(YamlNode node) =>
        node is YamlScalarNode scalar && !YamlJson.IsNull(scalar) ? scalar.Value : null;

    public string Required(string key, string meaning)
    {
        if (Text(key) is { } text)
            return text;
        if (Find(key) is null)
            _problems.Add(Line, $"{_name}: '{key}' is missing ({meaning})");
        return string.Empty;
    }

    public IReadOnlyList<YamlNode> Items(string key)
    {
        if (Find(key) is not { } node)
            return [];
        if (node is YamlSequenceNode sequence)
            return [.. sequence.Children];
        _problems.Add(node, $"{_name}: '{key}' has to be a list");
        return [];
    }

    /// <summary>Reads a text as a member of an enumeration, in any case.</summary>
    public T? Choice<T>(string key, params T[] except)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
            return null;
        if (Choices<T>.TryParse(text, out var choice) && !except.Contains(choice))
            return choice;
        var known = Choices<T>.Names.Except(except.Select(Choices<T>.NameOf)).ToArray();
        _problems.Add(_entries[key], $"{_name}: unknown {key} '{text}'; {NearestName.Hint(text, known)}");
        return null;
    }
}
