using System.Text.RegularExpressions;
using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;
using Foundation.Yaml;
using Releases.Images;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Reading;

/// <summary>Reads <c>fleet.yaml</c>.</summary>
public static class FleetFile
{
    private const string DefaultPagePattern = @"\b[Vv]ersion[:\s]\s*{version}";

    private static readonly string[] Keys =
    [
        "registry",
        "registryName",
        "repository",
        "platform",
        "mainBranch",
        "namespace",
        "workloads",
        "migration",
        "backup",
        "database",
        "migrationRules",
        "variables",
        "page",
        "default",
        "groups",
        "waves",
        "regions",
    ];

    /// <summary>Reads and checks a fleet file.</summary>
    /// <param name="file">The path that problems name.</param>
    /// <param name="home">The folder that <c>~/</c> means in it; whoever connects to no region needs none.</param>
    /// <exception cref="UsageException">
    /// The file is missing or wrong. The error names every problem with its line.
    /// </exception>
    public static Fleet Read(string file, string? home = null)
    {
        if (!File.Exists(file))
            throw new UsageException($"{file}: there is no such fleet file; name one with --fleet=FILE");
        return Parse(file, BoundedFile.ReadWrittenText(file, InputLimits.TextFile), home);
    }

    /// <summary>Checks the text of a fleet file.</summary>
    /// <param name="file">The path that problems name.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="home">The user's folder, as for <see cref="Read(string, string?)"/>.</param>
    /// <exception cref="UsageException">The text is wrong. The error names every problem with its line.</exception>
    public static Fleet Parse(string file, string text, string? home = null)
    {
        var problems = new FleetProblems(file);
        var fleet = Read(file, home, YamlSection.Of(Load(file, text), "fleet", Keys, problems), problems);
        return problems.Any ? throw new UsageException(problems.Lines) : fleet;
    }

    private static YamlNode Load(string file, string text) =>
        YamlText.Read(file, text) is var roots && roots.Count == 1
            ? roots[0]
            : throw new UsageException($"{file}:1: expected one YAML document, found {roots.Count}");

    private static Fleet Read(string file, string? home, YamlSection root, FleetProblems problems)
    {
        var registry = ReadRegistry(root, problems);
        var defaultNamespace = root.Text("namespace") ?? "default";
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var regions = ReadRegions(root, new RegionReader(defaultNamespace, folder, home, problems), problems);
        var groups = new GroupReader([.. regions.Select(region => region.Name)], problems);
        var fleet = new Fleet
        {
            File = file,
            Registry = registry.ToLowerInvariant(),
            RegistryName = root.Text("registryName") ?? registry.Split('.', ':')[0],
            Repository = ReadRepository(root, problems),
            Platform = ReadPlatform(root, problems),
            MainBranch = root.Text("mainBranch") ?? "main",
            Namespace = defaultNamespace,
            Workloads = WorkloadRuleReader.Read(root, problems),
            Migration = ReadJob(root, "migration", problems) ?? new JobRule("jobs/migration.yaml", "migration"),
            Backup = ReadBackup(root, problems),
            Database = DatabaseReader.Kind(root),
            MigrationRules = new DatabaseReader(problems).Levels(root),
            Variables = new VariableReader(problems).Read(root, "fleet"),
            PagePattern = ReadPagePattern(root, problems),
            DefaultGroup = root.Required("default", "the group that a run is for when --regions is not given"),
            Groups = groups.ReadGroups(root),
            Waves = groups.ReadWaves(root),
            Regions = regions,
        };
        groups.Check(root, fleet);
        return fleet;
    }

    private static string ReadRegistry(YamlSection root, FleetProblems problems)
    {
        var registry = root.Required("registry", "the host of the image registry");
        if (registry.Length > 0 && !RegistryImage.IsHost(registry.ToLowerInvariant()))
            problems.Add(
                root.Find("registry")!,
                // What stands before an @ may be a password.
                $"registry: {(registry.Contains('@', StringComparison.Ordinal) ? "it" : $"'{registry}'")} is no host such as example.azurecr.io; write neither https:// nor a path"
            );
        return registry;
    }

    private static string ReadRepository(YamlSection root, FleetProblems problems)
    {
        var repository = root.Required("repository", "the images' repository in the registry");
        if (repository.Length > 0 && !RegistryImage.IsPath(repository))
            problems.Add(
                root.Find("repository")!,
                $"repository: '{repository}' is no path in a registry, such as app or team/app, in small letters"
            );
        return repository;
    }

    private static List<Region> ReadRegions(YamlSection root, RegionReader reader, FleetProblems problems)
    {
        if (root.Find("regions") is not { } node)
        {
            problems.Add(root.Line, "fleet: 'regions' is missing");
            return [];
        }
        return
        [
            .. YamlSection
                .Of(node, "regions", null, problems)
                .Entries.Select(entry => reader.Read(entry.Key, entry.Value)),
        ];
    }

    private static JobRule? ReadJob(YamlSection root, string key, FleetProblems problems)
    {
        if (root.Find(key) is not { } node)
            return null;
        var section = YamlSection.Of(node, key, ["manifest", "job"], problems);
        return new JobRule(section.Required("manifest", "the Job's manifest"), section.Text("job") ?? key);
    }

    // Each backup has a Job of its own, named by this and the time.
    private static JobRule? ReadBackup(YamlSection root, FleetProblems problems)
    {
        const int longest = 39;
        var rule = ReadJob(root, "backup", problems);
        if (rule is not null && !(KubernetesName.IsLabel(rule.Job) && rule.Job.Length <= longest))
            problems.Add(
                root.Find("backup")!,
                $"backup: '{rule.Job}' is no name of a Job of {longest} letters or fewer"
            );
        return rule;
    }

    private static ImagePlatform ReadPlatform(YamlSection root, FleetProblems problems)
    {
        if (root.Text("platform") is not { } text)
            return ImagePlatform.Default;
        if (ImagePlatform.TryParse(text) is { } platform)
            return platform;
        problems.Add(root.Find("platform")!, $"platform: '{text}' is no platform such as linux/amd64 or linux/arm64");
        return ImagePlatform.Default;
    }

    private static string ReadPagePattern(YamlSection root, FleetProblems problems)
    {
        if (root.Text("page") is not { } pattern)
            return DefaultPagePattern;
        if (!pattern.Contains(WorkloadRule.VersionPlaceholder, StringComparison.Ordinal))
            problems.Add(root.Find("page")!, "page: the pattern has no {version}");
        else if (!IsPattern(pattern))
            problems.Add(root.Find("page")!, $"page: '{pattern}' is no regular expression");
        return pattern;
    }

    // Building an expression takes as long as reading all else, and most fleet files repeat the default.
    private static bool IsPattern(string pattern)
    {
        if (pattern == DefaultPagePattern)
            return true;
        try
        {
            _ = new Regex(
                pattern.Replace(WorkloadRule.VersionPlaceholder, "x", StringComparison.Ordinal),
                RegexOptions.NonBacktracking
            );
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
