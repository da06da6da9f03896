using Foundation.Text;
using Migrations.Verdicts;
using Pipeline.Targets;
using Releases.Plans;
using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>
/// The plan of a release as people and machines read it. Regions that the same happens to share a line.
/// </summary>
public static class PlanReport
{
    private static readonly string[] Header = ["Wave", "From", "To", "Workloads", "Migrations", "Way back", "Regions"];

    // Only versions are cut.
    private static readonly int[] LeastWidths = [int.MaxValue, 24, 24, int.MaxValue, int.MaxValue, int.MaxValue];

    /// <summary>Writes a plan.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="format">One of <see cref="OutputFormats"/>.</param>
    /// <param name="width">How wide the terminal is.</param>
    /// <param name="record">The run, to whose fleet commands lead.</param>
    public static void Write(
        TextWriter output,
        ReleasePlan plan,
        string format,
        int width = TextTable.UsualWidth,
        ReleaseRecord? record = null
    )
    {
        if (format == OutputFormats.Json)
        {
            output.WriteLine(PlanFormat.Write(plan));
            return;
        }
        if (format == OutputFormats.Shell)
        {
            ProcedureReport.Write(output, plan);
            return;
        }
        var isMarkdown = format == OutputFormats.Markdown;
        WriteRelease(output, plan, isMarkdown);
        WriteChanges(output, plan, isMarkdown, width);
        WriteLocks(output, plan);
        DatabaseLines.Write(output, plan.Regions.Select(region => (region.Name, region.Database)));
        BackupLines.Write(output, plan, isMarkdown);
        ScaledToZero.Write(output, plan.Regions.Select(region => (region.Name, region.ScaledToZero)));
        var begin = plan.IsClear || !isMarkdown ? "" : "**";
        var count = Counted.Of(plan.Findings.Count, "problem");
        output.WriteLine(
            plan.IsClear ? $"No problems found for {plan.Version}." : $"{begin}{count} found for {Name(plan)}:{begin}"
        );
        foreach (var finding in plan.Findings)
            NextLine.WriteFinding(output, "- ", finding, record);
    }

    /// <summary>
    /// Writes what happens to the regions, what the release brings them, and what the migrations mean for each live
    /// version.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="isMarkdown">Whether as Markdown.</param>
    /// <param name="width">How wide the terminal is.</param>
    public static void WriteChanges(
        TextWriter output,
        ReleasePlan plan,
        bool isMarkdown = false,
        int width = TextTable.UsualWidth
    )
    {
        var groups = PlanGroup.Of(plan);
        if (isMarkdown)
            MarkdownTable.Write(output, Header, [.. groups.Select(group => Row(plan, group, Names(group.Regions)))]);
        else
            WriteTable(output, plan, groups, width);
        output.WriteLine();
        ManifestLines.Write(output, plan, isMarkdown);
        ContentLines.Write(output, plan.Contents, plan.Version, isMarkdown);
        foreach (var entry in plan.Migrations)
        {
            var heading = VerdictHeading.Of(entry, plan.Version);
            if (isMarkdown)
                output.WriteLine($"## {PrintableLine.Of(heading)}{Environment.NewLine}");
            else
                WrappedText.Write(output, "", heading);
            if (entry.Verdict is { } verdict)
            {
                VerdictReport.WriteRows(output, verdict, isMarkdown);
                RunningLines.Write(output, verdict, isMarkdown, TableSizes.Of(plan, entry));
            }
            // The migrations end with an empty line of their own.
            if (entry.Verdict is not { Migrations.Count: > 0, OtherChanges.Count: 0 })
                output.WriteLine();
        }
    }

    private static void WriteTable(TextWriter output, ReleasePlan plan, IReadOnlyList<PlanGroup> groups, int width) =>
        TextTable.Write(
            output,
            Header[..^1],
            [.. groups.Select(group => Row(plan, group)[..^1])],
            width,
            LeastWidths,
            at =>
            {
                WrappedText.Write(output, "      ", Names(groups[at].Regions));
                // Where all change or none does, the count says it.
                if (groups[at] is { Changes.Count: > 0, Unchanged.Count: > 0 } mixed)
                    WrappedText.Write(output, "      changes ", Names(mixed.Changes));
            }
        );

    private static string[] Row(ReleasePlan plan, PlanGroup group, string names = "")
    {
        var entry = plan.Migrations.FirstOrDefault(entry => entry.From == group.From);
        var all = group.Changes.Count + group.Unchanged.Count;
        return
        [
            $"{group.Wave}",
            group.From ?? "?",
            Name(plan),
            all == 0 ? "?" : $"{group.Changes.Count} of {all} change",
            group.From == plan.Version ? "-" : Count(entry?.Verdict),
            group.From == plan.Version ? "-" : WayBack(entry?.Verdict),
            names,
        ];
    }

    private static string Count(MigrationVerdict? verdict) =>
        verdict is null ? "?" : $"{verdict.Migrations.Count(each => each.Change == MigrationChangeKind.Added)}";

    private static string WayBack(MigrationVerdict? verdict) =>
        verdict is null ? "?" : VerdictWords.Of(verdict.Verdict);

    private static void WriteRelease(TextWriter output, ReleasePlan plan, bool isMarkdown)
    {
        var at = plan.Commit is { } commit ? $" from {plan.Ref} at {ShortCommit.Of(commit)}" : "";
        WrappedText.Write(output, isMarkdown ? "# " : "", $"Plan for {Name(plan)}{at}");
        output.WriteLine();
        if (plan.Commit is null && plan.Images.Count == 0)
            return;
        var begin = isMarkdown ? "- " : "";
        if (plan.Tag is not (TagState.None or TagState.Unknown))
            output.WriteLine($"{begin}tag {plan.Version}: {Of(plan.Tag)}");
        foreach (var image in plan.Images)
            WrappedText.Write(output, $"{begin}image ", $"{image.Reference}: {Of(image.State)}");
        output.WriteLine();
    }

    // A lock that nobody waits for is among the findings.
    private static void WriteLocks(TextWriter output, ReleasePlan plan)
    {
        var awaited = plan.Regions.Where(region =>
            region.Lock is { } held && !plan.Findings.Any(finding => finding.Contains(held, StringComparison.Ordinal))
        );
        foreach (var locked in awaited.GroupBy(region => region.Lock!))
            WrappedText.Write(
                output,
                "Lock: ",
                $"held by {locked.Key}: {RegionNames.Of([.. locked.Select(region => region.Name)])}"
            );
    }

    private static string Of(TagState tag) =>
        tag switch
        {
            TagState.Missing => "will be created",
            TagState.Here => "exists at this commit",
            TagState.Elsewhere => "exists at ANOTHER commit",
            TagState.Unknown => "could not be read",
            TagState.None => "is not made: this is no version",
        };

    private static string Of(ImageState image) =>
        image switch
        {
            ImageState.Missing => "will be built and pushed",
            ImageState.Published => "is in the registry",
            ImageState.Foreign => "is in the registry from ANOTHER commit",
            ImageState.OtherPlatform => "is in the registry for ANOTHER platform",
        };

    private static string Name(ReleasePlan plan) => plan.Version.Length == 0 ? "?" : plan.Version;

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
