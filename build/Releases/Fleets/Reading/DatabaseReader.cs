using Foundation.Text;
using Migrations.Review;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Reading;

/// <summary>Reads what the fleet file says of databases, and of rules about migrations.</summary>
internal sealed class DatabaseReader(FleetProblems problems)
{
    private static readonly string[] Keys = ["provider", "name", "resourceGroup", "subscription", "project"];

    private static readonly Dictionary<string, DatabaseProvider> Providers = new()
    {
        ["azure-postgresql"] = DatabaseProvider.AzurePostgreSql,
        ["cloud-sql"] = DatabaseProvider.CloudSql,
    };

    /// <summary>The kind of the databases.</summary>
    public static string Kind(YamlSection root) => root.Text("database") ?? Fleet.PostgreSql;

    /// <summary>Where a region's database runs.</summary>
    /// <param name="section">The region's section.</param>
    /// <param name="region">The region; what its database does not name is the region's.</param>
    public RegionDatabase? Of(YamlSection section, Region region)
    {
        if (section.Find("database") is not { } node)
            return null;
        var name = $"region {region.Name}: database";
        var database = YamlSection.Of(node, name, Keys, problems);
        var provider = database.Required("provider", string.Join(" or ", Providers.Keys));
        if (!Providers.TryGetValue(provider, out var known))
        {
            if (provider.Length > 0)
                problems.Add(
                    database.Find("provider")!,
                    $"{name}: unknown provider '{provider}'; {NearestName.Hint(provider, Providers.Keys)}"
                );
            return null;
        }
        var read = new RegionDatabase(known, database.Required("name", "the name of its server or instance"))
        {
            ResourceGroup = database.Text("resourceGroup") ?? region.ResourceGroup,
            Subscription = database.Text("subscription") ?? region.Subscription,
            Project = database.Text("project") ?? region.Project,
        };
        Check(name, database, read);
        return read;
    }

    // These stand in commands that people paste.
    private void Check(string name, YamlSection section, RegionDatabase database)
    {
        var (needed, key) = database.Provider switch
        {
            DatabaseProvider.AzurePostgreSql => (database.ResourceGroup, "resourceGroup"),
            DatabaseProvider.CloudSql => (database.Project, "project"),
        };
        if (needed is null && section.Find(key) is null)
            problems.Add(section.Line, $"{name}: '{key}' is missing, and the region has none");
        if (database.Name.Length > 0 && !KubernetesName.IsLabel(database.Name))
            problems.Add(section.Line, $"{name}: '{database.Name}' has letters that no name at its provider has");
        string?[] words = [database.ResourceGroup, database.Subscription, database.Project];
        foreach (var word in words.OfType<string>().Where(word => !word.All(IsPlain)))
            problems.Add(section.Line, $"{name}: '{word}' has letters that no name at its provider has");
    }

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || "-_.:".Contains(letter);

    /// <summary>The levels of rules.</summary>
    public Dictionary<string, string> Levels(YamlSection root)
    {
        var levels = new Dictionary<string, string>();
        if (root.Find("migrationRules") is not { } node)
            return levels;
        foreach (var (name, value) in YamlSection.Of(node, "migrationRules", ReviewRules.Names, problems).Entries)
        {
            var level = (value as YamlScalarNode)?.Value ?? "";
            if (ReviewRules.LevelNames.Contains(level))
                levels[name] = level;
            else
                problems.Add(
                    value,
                    $"migrationRules: unknown level '{level}'; {NearestName.Hint(level, ReviewRules.LevelNames)}"
                );
        }
        return levels;
    }
}
