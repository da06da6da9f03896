using Foundation.Text;
using Migrations.Review;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Reading;

/// <summary>Reads what the fleet file says about databases and about rules for migrations.</summary>
internal sealed class DatabaseReader(FleetProblems problems)
{
    /// <summary>The kind of the databases.</summary>
    public static string Kind(YamlSection root) => root.Text("database") ?? Fleet.PostgreSql;

    /// <summary>The levels of the rules.</summary>
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
