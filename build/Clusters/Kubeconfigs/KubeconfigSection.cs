using System.Text.Json.Nodes;
using Foundation.Failures;
using Foundation.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Clusters.Kubeconfigs;

/// <summary>
/// A mapping of a kubeconfig, read field by field with errors that name file, line and field, never a value.
/// </summary>
internal sealed class KubeconfigSection(YamlMappingNode node, string source, string name)
{
    public string Name => name;

    public static KubeconfigSection Root(string text, string source)
    {
        try
        {
            return YamlText.Load(text) switch
            {
                [YamlMappingNode root] => new(root, source, "kubeconfig"),
                // As in client-go: an empty file says nothing, and is not wrong.
                [] or [YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" }] => new(
                    new YamlMappingNode(),
                    source,
                    "kubeconfig"
                ),
                _ => throw new ReleaseException($"{source}: not a kubeconfig (one YAML mapping is expected)"),
            };
        }
        catch (YamlLimitException exception)
        {
            throw new ReleaseException($"{source}:{exception.Start.Line}: {exception.Message}");
        }
        // The parser's message can quote the file, and the file holds secrets.
        catch (YamlException exception)
        {
            throw new ReleaseException($"{source}:{exception.Start.Line}: not valid YAML");
        }
    }

    public bool Has(string field) => Find(field) is not null;

    public string? Text(string field) =>
        Find(field) switch
        {
            null => null,
            YamlScalarNode { Value: null or "" } => null,
            YamlScalarNode scalar => Plain(field, scalar),
            var other => throw Wrong(field, "must be text", other),
        };

    public string Required(string field) => Text(field) ?? throw Wrong(field, "is missing");

    public bool Flag(string field) =>
        Text(field) switch
        {
            null or "false" => false,
            "true" => true,
            _ => throw Wrong(field, "must be true or false"),
        };

    public KubeconfigSection? Section(string field) =>
        Find(field) switch
        {
            null => null,
            YamlMappingNode mapping => new(mapping, source, $"{name}.{field}"),
            var other => throw Wrong(field, "must be a mapping", other),
        };

    public IReadOnlyList<string> Texts(string field) =>
        [
            .. Items(field)
                .Select(item =>
                    item is YamlScalarNode { Value: not null } scalar
                        ? Plain(field, scalar)
                        : throw Wrong(field, "must be a list of texts", item)
                ),
        ];

    public IReadOnlyList<KubeconfigSection> Sections(string field) =>
        [
            .. Items(field)
                .Select(item =>
                    item is YamlMappingNode mapping
                        ? new KubeconfigSection(mapping, source, field)
                        : throw Wrong(field, "must be a list of mappings", item)
                ),
        ];

    public JsonNode? Json(string field) =>
        Find(field) is { } found
            ? new YamlJson(scalar => scalar.Value ?? "", (node, problem) => throw Wrong(field, problem, node)).Convert(
                found
            )
            : null;

    /// <summary>The error that a field is wrong.</summary>
    public ReleaseException Wrong(string field, string problem, string? nextStep = null) =>
        Wrong(field, problem, Find(field) ?? node, nextStep);

    private ReleaseException Wrong(string field, string problem, YamlNode at, string? nextStep = null) =>
        new($"{source}:{at.Start.Line}: {name}.{field} {problem}", nextStep);

    // Where the system takes a text for a path or an argument, it ends there or is refused by an exception.
    private string Plain(string field, YamlScalarNode scalar) =>
        scalar.Value!.Contains('\0') ? throw Wrong(field, "holds a null character", scalar) : scalar.Value;

    private IEnumerable<YamlNode> Items(string field) =>
        Find(field) switch
        {
            null => [],
            YamlSequenceNode sequence => sequence.Children,
            var other => throw Wrong(field, "must be a list", other),
        };

    // Written out or left empty, "null" means absent.
    private YamlNode? Find(string field) =>
        node.Children.TryGetValue(new YamlScalarNode(field), out var found)
        && found is not YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" }
            ? found
            : null;
}
