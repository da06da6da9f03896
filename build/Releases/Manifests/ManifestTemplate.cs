using System.Text;
using System.Text.Json.Nodes;
using Foundation.Failures;
using Foundation.Limits;
using Foundation.Text;
using Foundation.Yaml;
using YamlDotNet.RepresentationModel;

namespace Releases.Manifests;

/// <summary>
/// A manifest with envsubst's <c>$VAR</c> and <c>${VAR}</c>. The variables are filled in after the YAML is read, value
/// by value, so that no value can change the manifest's structure.
/// </summary>
public sealed class ManifestTemplate
{
    private readonly string _file;
    private readonly string _text;
    private readonly YamlMappingNode _root;

    private ManifestTemplate(string file, string text, YamlMappingNode root)
    {
        _file = file;
        _text = text;
        _root = root;
    }

    /// <summary>The line of the file on which the object begins.</summary>
    public long Line => _root.Start.Line;

    /// <summary>Reads a manifest of one object.</summary>
    /// <param name="file">Its path.</param>
    /// <exception cref="UsageException">The file is missing, or it is not the YAML of one object.</exception>
    public static ManifestTemplate Read(string file) =>
        File.Exists(file)
            ? Parse(file, ManifestFile.ReadText(file))
            : throw new UsageException($"{file}: there is no such manifest; see `migration` in the fleet file");

    /// <summary>
    /// Reads a file of any number of objects. The items of a list count as objects of the file, as with kubectl.
    /// </summary>
    /// <param name="file">Its path.</param>
    /// <exception cref="UsageException">The file is no YAML, or it holds something that is no object.</exception>
    public static IReadOnlyList<ManifestTemplate> ReadAll(string file)
    {
        var text = ManifestFile.ReadText(file);
        return
        [
            .. YamlText
                .Read(file, text)
                // The part between two separators is empty or has only comments.
                .Where(root => root is not YamlScalarNode { Value: null or "" })
                .SelectMany(ManifestList.ItemsOf)
                .Select(root =>
                    root is YamlMappingNode mapping
                        ? new ManifestTemplate(file, text, mapping)
                        : throw new UsageException($"{file}:{root.Start.Line}: expected a Kubernetes object")
                ),
        ];
    }

    /// <summary>Whether the object has a key at its top.</summary>
    public bool Has(string key) => ManifestList.ValueOf(_root, key) is not null;

    /// <summary>Reads the text of a manifest of one object.</summary>
    /// <param name="file">The path that problems name.</param>
    /// <param name="text">The YAML.</param>
    /// <exception cref="UsageException">The text is not the YAML of one object.</exception>
    public static ManifestTemplate Parse(string file, string text) =>
        YamlText.Read(file, text) is [YamlMappingNode root]
            ? new ManifestTemplate(file, text, root)
            : throw new UsageException($"{file}:1: expected one Kubernetes object");

    /// <summary>Fills in the variables.</summary>
    /// <exception cref="UsageException">
    /// The manifest asks for unknown variables. The error names each with its line.
    /// </exception>
    public JsonObject Render(ManifestVariables variables)
    {
        var problems = new List<string>();
        var yaml = new YamlJson(
            scalar => Substitute(scalar, variables, problems),
            (node, problem) => Add(problems, node.Start.Line, problem),
            scalar => IsNumber(scalar, variables)
        );
        var rendered = yaml.ConvertMapping(_root);
        return problems.Count == 0 ? rendered : throw new UsageException([.. problems.Distinct()]);
    }

    private string Substitute(YamlScalarNode scalar, ManifestVariables variables, List<string> problems)
    {
        var text = scalar.Value ?? string.Empty;
        var result = new StringBuilder();
        var at = 0;
        foreach (var (number, reference) in VariableReference.FindAll(text).Index())
        {
            result.Append(text, at, reference.Start - at);
            at = reference.Start + reference.Length;
            if (variables.Values.TryGetValue(reference.Name, out var value))
                result.Append(value);
            else if (variables.LeavesAlone(reference.Name))
                result.Append(text, reference.Start, reference.Length);
            else
                Add(problems, LineOf(scalar, number), variables.WhyMissing(reference.Name));
        }
        return result.Append(text, at, text.Length - at).ToString();
    }

    private static bool IsNumber(YamlScalarNode scalar, ManifestVariables variables)
    {
        var text = scalar.Value ?? "";
        return VariableReference.FindAll(text).FirstOrDefault() is { Start: 0 } reference
            && reference.Length == text.Length
            && variables.Numbers.Contains(reference.Name);
    }

    private void Add(List<string> problems, long line, string what)
    {
        if (problems.Count == InputLimits.Problems)
            throw new UsageException([.. problems.Distinct(), $"{_file}: more is wrong; fix this first"]);
        problems.Add($"{_file}:{line}: {Shortened.To(what, InputLimits.Message)}");
    }

    // YAML folding moves words between lines. Only the file's own text tells on which line a variable stands.
    private long LineOf(YamlScalarNode scalar, int number)
    {
        var source = _text[(int)scalar.Start.Index..(int)scalar.End.Index];
        var reference = VariableReference.FindAll(source).ElementAtOrDefault(number);
        return scalar.Start.Line + source[..(reference?.Start ?? 0)].Count(letter => letter == '\n');
    }
}
