namespace Releases.Fleets;

/// <summary>Work that goes through a fleet wave by wave. After a failure no further wave begins.</summary>
public static class WaveRun
{
    /// <summary>Does the work. The regions of one wave go at the same time.</summary>
    /// <param name="waves">The waves, in order.</param>
    /// <param name="run">
    /// Does the work in one region, and says whether later waves may begin. It throws nothing that it can put on
    /// record.
    /// </param>
    /// <param name="skip">Hears which region is left out, and why.</param>
    /// <param name="cancellationToken">Lets no further wave begin. <paramref name="run"/> stops by itself.</param>
    /// <returns>The regions that failed.</returns>
    public static async Task<IReadOnlyList<Region>> GoAsync(
        IReadOnlyList<Wave> waves,
        Func<Region, Task<bool>> run,
        Action<Region, string> skip,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<Region> failed = [];
        foreach (var wave in waves)
        {
            if (failed.Count > 0 || cancellationToken.IsCancellationRequested)
            {
                foreach (var region in wave.Regions)
                    skip(region, WhySkipped(failed));
                continue;
            }
            var ends = await Task.WhenAll(
                wave.Regions.Select(async region => (Region: region, Goes: await run(region)))
            );
            failed = [.. ends.Where(end => !end.Goes).Select(end => end.Region)];
        }
        return failed;
    }

    private static string WhySkipped(IReadOnlyList<Region> failed) =>
        failed.Count == 0
            ? "skipped: the run was stopped before this wave"
            : $"skipped: {string.Join(", ", failed.Select(region => region.Name))} failed in an earlier wave";
}
