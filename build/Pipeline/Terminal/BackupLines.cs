using Migrations.Verdicts;
using Releases.Plans;

namespace Pipeline.Terminal;

/// <summary>Which databases a release backs up first, and which it changes without.</summary>
public static class BackupLines
{
    /// <summary>Writes a line for each; none where no migration needs a word about it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="isMarkdown">Whether as Markdown.</param>
    public static void Write(TextWriter output, ReleasePlan plan, bool isMarkdown = false)
    {
        var begin = isMarkdown ? "- " : "";
        var taken = plan.Regions.Where(region => region.Backup is not null);
        if (taken.Select(region => $"{region.Name} ({region.Backup})").ToArray() is { Length: > 0 } names)
            WrappedText.Write(output, $"{begin}Backup first: ", string.Join(", ", names));
        var without = plan.Regions.Where(region => region.Backup is null && IsUnsafe(plan, region));
        if (without.Select(region => region.Name).ToArray() is { Length: > 0 } bare)
            WrappedText.Write(
                output,
                $"{begin}No backup first: ",
                $"{RegionNames.Of(bare)}; docs/backups.md tells how to have one"
            );
    }

    /// <summary>Writes the same lines and an empty one behind them; nothing where there are none.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="plan">The plan.</param>
    public static void WriteParagraph(TextWriter output, ReleasePlan plan)
    {
        using var lines = new StringWriter();
        Write(lines, plan);
        if (lines.GetStringBuilder().Length > 0)
            output.WriteLine(lines);
    }

    private static bool IsUnsafe(ReleasePlan plan, RegionPlan region) =>
        plan.Migrations.Any(entry => entry.From == region.From && entry.Verdict?.Verdict == Verdict.Unsafe);
}
