using Releases.Schemas;

namespace Pipeline.Terminal;

/// <summary>What the regions' databases have answered, in plan and status.</summary>
internal static class DatabaseLines
{
    /// <summary>Writes one line for all regions that have answered the same.</summary>
    public static void Write(TextWriter output, IEnumerable<(string Region, SchemaStatus? Database)> regions)
    {
        var lines = regions.SelectMany(region =>
            (region.Database?.Lines() ?? []).Select(line => (region.Region, Line: line))
        );
        foreach (var group in lines.GroupBy(entry => entry.Line))
            WrappedText.Write(
                output,
                "Database: ",
                $"{RegionNames.Of([.. group.Select(entry => entry.Region)])}: {group.Key}"
            );
    }
}
