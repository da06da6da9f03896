namespace Pipeline.Terminal;

/// <summary>The warning that no pod of a workload is wanted, in plan and status.</summary>
internal static class ScaledToZero
{
    /// <summary>Writes one line for all regions of which the same is true.</summary>
    public static void Write(TextWriter output, IEnumerable<(string Region, IReadOnlyList<string> Workloads)> regions)
    {
        foreach (var group in regions.GroupBy(region => string.Join(", ", region.Workloads)))
        {
            if (group.Key.Length > 0)
                WrappedText.Write(
                    output,
                    "Warning: ",
                    $"no pod is wanted of {group.Key}, so none shows that a version runs: {RegionNames.Of([.. group.Select(region => region.Region)])}"
                );
        }
    }
}
