using YamlDotNet.RepresentationModel;

namespace Pipeline.Tests.GitLab;

/// <summary>A pipeline as GitLab reads it: files put together, and jobs with what they extend.</summary>
internal sealed class PipelineFile
{
    private static readonly string[] ForAllJobs =
    [
        "stages",
        "workflow",
        "variables",
        "default",
        "image",
        "services",
        "cache",
        "before_script",
        "after_script",
    ];

    private readonly Dictionary<string, YamlNode> _entries = [];

    private PipelineFile(IEnumerable<YamlMappingNode> files)
    {
        foreach (var entry in files.SelectMany(file => file.Children))
            _entries.TryAdd(entry.Key.ToString(), entry.Value);
    }

    public IEnumerable<string> Keys => _entries.Keys;

    /// <summary>The jobs, and the templates, whose names begin with a dot.</summary>
    public IEnumerable<string> Jobs =>
        _entries.Where(entry => entry.Value is YamlMappingNode && !IsForAllJobs(entry.Key)).Select(entry => entry.Key);

    /// <summary>The lines of all scripts.</summary>
    public IEnumerable<string> Scripts => Jobs.Where(job => HasOwn(job, "script")).SelectMany(ScriptOf);

    /// <summary>The names of the stages, in their order.</summary>
    public IEnumerable<string> Stages => ((YamlSequenceNode)_entries["stages"]).Select(stage => stage.ToString());

    public static PipelineFile Of(IReadOnlyList<string> texts) =>
        new(
            texts.Select(text =>
            {
                var stream = new YamlStream();
                stream.Load(new StringReader(text));
                return (YamlMappingNode)stream.Documents[0].RootNode;
            })
        );

    /// <summary>Whether a key is about all jobs of a pipeline, and no job.</summary>
    public static bool IsForAllJobs(string key) => ForAllJobs.Contains(key);

    /// <summary>Whether nothing is below a key of the file.</summary>
    public bool IsEmpty(string key) => _entries[key] is YamlMappingNode { Children.Count: 0 };

    public bool HasOwn(string job, string key) => ((YamlMappingNode)_entries[job]).Children.ContainsKey(key);

    /// <summary>Whether a job or what it extends has a key.</summary>
    public bool Has(string job, string key) => Find(job, key) is not null;

    /// <summary>The text of a job's key, also of one that it inherits.</summary>
    public string Text(string job, params string[] path) => Node(job, path).ToString();

    /// <summary>The keys and values below a job's key.</summary>
    public IReadOnlyDictionary<string, string> Map(string job, params string[] path) =>
        ((YamlMappingNode)Node(job, path)).ToDictionary(entry => entry.Key.ToString(), entry => entry.Value.ToString());

    public IReadOnlyList<YamlNode> Items(string job, params string[] path) =>
        [.. ((YamlSequenceNode)Node(job, path)).Children];

    public IEnumerable<string> Texts(string job, params string[] path) =>
        Items(job, path).Select(item => item.ToString());

    /// <summary>The lines of a job's script.</summary>
    public IEnumerable<string> ScriptOf(string job) => LinesOf(job, "script");

    /// <summary>The lines of one of a job's scripts, with those of other jobs that it refers to.</summary>
    public IEnumerable<string> LinesOf(string job, string script) =>
        Items(job, script)
            .SelectMany(line =>
                line is YamlSequenceNode reference
                    ? LinesOf(reference[0].ToString(), reference[1].ToString())
                    : [line.ToString()]
            );

    private YamlNode Node(string job, string[] path) =>
        path.Skip(1).Aggregate(Find(job, path[0])!, (node, key) => node[key]);

    private YamlNode? Find(string job, string key)
    {
        var node = (YamlMappingNode)_entries[job];
        return node.Children.TryGetValue(key, out var own)
            ? own
            : Parents(node).Select(parent => Find(parent, key)).LastOrDefault(found => found is not null);
    }

    private static IEnumerable<string> Parents(YamlMappingNode job) =>
        !job.Children.TryGetValue("extends", out var parents) ? []
        : parents is YamlSequenceNode several ? several.Children.Select(parent => parent.ToString())
        : [parents.ToString()];
}
