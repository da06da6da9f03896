using Foundation.Timing;
using Releases.Plans;

namespace Pipeline.Terminal;

/// <summary>To which moment each region's database could be restored, and how much that would lose.</summary>
public static class RestorePointLines
{
    /// <summary>Writes them, the command each in a line of its own; nothing where no moment is noted.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="regions">The regions, with what they are taken back from.</param>
    /// <param name="now">The time.</param>
    public static void Write(TextWriter output, IEnumerable<RegionPlan> regions, DateTimeOffset now)
    {
        var known = regions.Where(region => region.RestorePoint is not null).ToArray();
        if (known.Length == 0)
            return;
        output.WriteLine("Databases as they were before, in a new server each. What was written since is lost:");
        foreach (var region in known)
        {
            var point = region.RestorePoint!;
            var lost = DurationText.Of(now - point.At is var since && since > TimeSpan.Zero ? since : TimeSpan.Zero);
            WrappedText.Write(
                output,
                "- ",
                $"{region.Name}: before {region.JudgedFrom ?? region.From} at {point}, {lost} ago"
            );
            // A command is copied: it stays in one line.
            if (point.Command is { } command)
                output.WriteLine($"    {command}");
        }
        output.WriteLine();
    }
}
