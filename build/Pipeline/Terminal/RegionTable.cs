using Foundation.Timing;
using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>The regions of a run by its stages, as wide as a terminal is.</summary>
internal static class RegionTable
{
    // As many rows as a screen has room for.
    private const int FewRegions = 20;
    private const int LongestName = 20;

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, ReleaseRecord record, int width)
    {
        var isMany = record.Regions.Count > FewRegions;
        var shown = record.Regions.Where(region => !isMany || !IsUneventful(region)).ToArray();
        output.WriteLine();
        WriteFitting(output, shown, StagesOf(record), width);
        foreach (var alike in record.Regions.Except(shown).GroupBy(region => region.Outcome))
            output.WriteLine($"and {alike.Count()} more: {OutcomeWords.Loud(alike.Key)}");
    }

    // What the blocks below say again goes first.
    private static void WriteFitting(TextWriter output, RegionRecord[] regions, Stage[] stages, int width)
    {
        Column[] all =
        [
            new("Region", region => WrappedText.Cell(region.Name, LongestName)),
            new("Wave", region => $"{region.Wave}"),
            new("From", region => region.From ?? "?"),
            .. stages.Select(stage => new Column(stage.Facts().Title, region => Cell(region, stage))),
            new("Live", region => Serving.IsKnown(region.Live) ? region.Live! : "unknown"),
            new("Outcome", region => OutcomeWords.Loud(region.Outcome)),
        ];
        Column[] narrow = [.. all.Select(column => column.Title == "Live" ? column with { Text = Short } : column)];
        Column[][] choices =
        [
            all,
            narrow,
            [.. narrow.Where(column => column.Title != "Wave")],
            [.. narrow.Where(column => column.Title is not ("Wave" or "From"))],
            [.. narrow.Where(column => column.Title is "Region" or "Live" or "Outcome")],
        ];
        foreach (var columns in choices)
        {
            using var text = new StringWriter();
            TextTable.Write(
                text,
                [.. columns.Select(column => column.Title)],
                [.. regions.Select(region => columns.Select(column => column.Text(region)).ToArray())]
            );
            var lines = text.ToString();
            if (columns != choices[^1] && lines.Split(Environment.NewLine).Any(line => line.Length > width))
                continue;
            output.Write(lines);
            return;
        }
    }

    private static string Short(RegionRecord region) =>
        !Serving.IsKnown(region.Live) ? "unknown"
        : region.Live!.StartsWith("mixed ", StringComparison.Ordinal) ? "mixed"
        : WrappedText.Cell(region.Live!, LongestName);

    private static Stage[] StagesOf(ReleaseRecord record) =>
        [
            .. Enum.GetValues<Stage>()
                .Where(stage => record.Regions.Any(region => region.Stages.Any(entry => entry.Name == stage))),
        ];

    private static bool IsUneventful(RegionRecord region) =>
        region.Outcome is Outcome.Succeeded or Outcome.Skipped
        && region.Failure is null
        && Serving.IsKnown(region.Live);

    private static string Cell(RegionRecord region, Stage stage) =>
        region.Stages.FirstOrDefault(entry => entry.Name == stage) switch
        {
            null => "-",
            { Outcome: Outcome.Skipped } skipped => OutcomeWords.LoudOfStage(skipped.Outcome),
            { Seconds: { } seconds } ended =>
                $"{OutcomeWords.LoudOfStage(ended.Outcome)} {DurationText.Of(TimeSpan.FromSeconds(seconds))}",
            { } open => OutcomeWords.LoudOfStage(open.Outcome),
        };

    private sealed record Column(string Title, Func<RegionRecord, string> Text);
}
