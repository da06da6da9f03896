using System.Globalization;
using Migrations.Verdicts;
using Releases.Plans;

namespace Pipeline.Terminal;

/// <summary>How many rows tables have in the regions of a plan, in words.</summary>
internal static class TableSizes
{
    /// <summary>The words for each table whose rows some region's database was asked for.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="verdict">The migrations, and the regions that run them.</param>
    public static IReadOnlyDictionary<string, string> Of(ReleasePlan plan, RegionsVerdict verdict) =>
        plan
            .Regions.Where(region => verdict.Regions.Contains(region.Name))
            .SelectMany(region => (region.Database?.Tables ?? []).Select(table => (region.Name, Table: table)))
            .GroupBy(entry => entry.Table.Table)
            .ToDictionary(
                table => table.Key,
                table => Words([.. table.Select(entry => (entry.Name, entry.Table.Rows))])
            );

    private static string Words(IReadOnlyList<(string Region, long? Rows)> regions)
    {
        var counts = regions.Select(region => region.Rows).OfType<long>().ToList();
        if (counts.Count == 0)
            return "PostgreSQL has not counted its rows";
        var (least, most) = (Number(counts.Min()), Number(counts.Max()));
        var uncounted = regions.Where(region => region.Rows is null).Select(region => region.Region).ToList();
        return (least == most ? $"about {most} rows" : $"about {least} rows in one region, {most} in another")
            + ", an estimate of PostgreSQL"
            + (uncounted.Count == 0 ? "" : $"; not counted in {string.Join(", ", uncounted)}");
    }

    private static string Number(long rows) => rows.ToString("N0", CultureInfo.InvariantCulture);
}
