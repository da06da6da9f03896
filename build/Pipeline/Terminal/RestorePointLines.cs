using Foundation.Timing;
using Migrations.Verdicts;
using Releases.Plans;

namespace Pipeline.Terminal;

/// <summary>To which moment each region's database could be restored, and how much that would lose.</summary>
public static class RestorePointLines
{
    /// <summary>
    /// Writes them, the command each in a line of its own; nothing where no moment is noted, and for regions that no
    /// migration lies in between of: their databases are as they were.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="regions">The regions, with what they are taken back from.</param>
    /// <param name="starts">The verdicts on the way back.</param>
    /// <param name="isMarkdown">Whether as Markdown.</param>
    public static void Write(
        TextWriter output,
        IReadOnlyList<RegionPlan> regions,
        IReadOnlyList<RegionsVerdict> starts,
        bool isMarkdown = false
    )
    {
        var migrated = starts
            .Where(start => start.Verdict is { IsOfOneSchema: false })
            .SelectMany(start => start.Regions)
            .ToHashSet();
        regions = [.. regions.Where(region => migrated.Contains(region.Name) && region.RestorePoints.Count > 0)];
        if (regions.Count == 0)
            return;
        output.WriteLine("Databases as they were before, in a new server each. What was written since is lost:");
        if (isMarkdown)
            output.WriteLine();
        foreach (var region in regions)
        {
            foreach (var (version, point, ago) in region.RestorePoints)
            {
                var lost = DurationText.Of(ago > TimeSpan.Zero ? ago : TimeSpan.Zero);
                WrappedText.Write(output, "- ", $"{region.Name}: before {version} at {point}, {lost} ago");
                // A command is copied: it stays in one line.
                if (point.Command is { } command)
                    output.WriteLine(isMarkdown ? $"  `{command}`" : $"    {command}");
            }
        }
        output.WriteLine();
    }
}
