namespace Releases.Fleets;

/// <summary>Puts regions into the order in which they go.</summary>
internal static class WavePlan
{
    /// <summary>
    /// Follows the requested waves, or else the fleet's. Regions that the fleet's waves do not name go last, together.
    /// Requested waves have to name every region of the run.
    /// </summary>
    public static IReadOnlyList<Wave> Of(
        IReadOnlyList<Region> regions,
        IReadOnlyList<IReadOnlyList<string>> asked,
        IReadOnlyList<IReadOnlyList<string>> fleet,
        List<string> problems
    )
    {
        if (asked.Count > 0)
            Check(regions, asked, problems);
        var order = asked.Count > 0 ? asked : fleet;
        var rest = regions.Where(region => !order.Any(wave => wave.Any(region.IsCalled)));
        return
        [
            .. order
                .Select(wave => regions.Where(region => wave.Any(region.IsCalled)).ToArray())
                .Append([.. rest])
                .Where(wave => wave.Length > 0)
                .Select((wave, index) => new Wave(index + 1, wave)),
        ];
    }

    private static void Check(
        IReadOnlyList<Region> regions,
        IReadOnlyList<IReadOnlyList<string>> asked,
        List<string> problems
    )
    {
        var names = regions.Select(region => region.Name).ToArray();
        var named = asked
            .SelectMany(wave => wave)
            .Select(name => regions.FirstOrDefault(region => region.IsCalled(name))?.Name ?? name)
            .ToArray();
        foreach (var name in named.Distinct().Except(names))
            problems.Add(
                $"--waves: '{name}' is not among the regions of this run; {(names.Length == 0 ? "there are none" : $"those are: {string.Join(", ", names)}")}"
            );
        foreach (var name in named.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key))
            problems.Add($"--waves: '{name}' is in two waves");
        foreach (var name in names.Except(named))
            problems.Add($"--waves: '{name}' is in no wave; name every region of this run");
    }
}

/// <summary>Regions that go at the same time. The next wave starts when this wave is verified.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Regions">At least one.</param>
public sealed record Wave(int Number, IReadOnlyList<Region> Regions);
