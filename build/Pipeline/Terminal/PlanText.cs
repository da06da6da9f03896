using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>What a run is about to do, in lines: however many regions there are, as few as there are differences.</summary>
public static class PlanText
{
    /// <summary>The titles of <see cref="Rows"/>.</summary>
    public static readonly IReadOnlyList<string> Header = ["Wave", "From", "To", "Regions"];

    /// <summary>A row for all regions of a wave that go from the same version.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(ReleaseRecord record) =>
        [
            .. record
                .Regions.GroupBy(region => (region.Wave, region.From))
                .Select(group => (string[])[$"{group.Key.Wave}", group.Key.From ?? "?", record.Version, Names(group)]),
        ];

    /// <summary>The same in sentences.</summary>
    public static IEnumerable<string> Lines(ReleaseRecord record) =>
        Rows(record).Select(row => $"wave {row[0]}: {row[1]} -> {row[2]} in {row[3]}");

    private static string Names(IEnumerable<RegionRecord> regions)
    {
        var names = regions.Select(region => region.Name).ToArray();
        return names.Length == 1 ? names[0] : $"{names.Length} regions: {string.Join(", ", names)}";
    }
}
