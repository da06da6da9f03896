using Foundation.Timing;
using Pipeline.Targets;
using Releases.Jobs;
using Releases.Records;
using Releases.Surveys;

namespace Pipeline.Terminal;

/// <summary>
/// The status of a fleet as people and machines read it: one line a region, more only where something is wrong.
/// </summary>
public static class StatusReport
{
    private const int ShownProblems = 3;

    private static readonly int[] LeastWidths = [20, 11, 16, 7, 12, 43];

    private static readonly string[] Header = ["Region", "State", "Version", "Pods", "Page", "Last release"];

    /// <summary>Writes a status.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="status">The status.</param>
    /// <param name="format"><c>table</c>, <c>markdown</c> or <c>json</c>.</param>
    /// <param name="width">How wide the terminal is.</param>
    /// <param name="record">The run, to whose fleet commands lead.</param>
    public static void Write(
        TextWriter output,
        FleetStatus status,
        string format,
        int width = TextTable.UsualWidth,
        ReleaseRecord? record = null
    )
    {
        if (format == OutputFormats.Json)
        {
            output.WriteLine(FleetStatusFormat.Write(status));
            return;
        }
        string[][] rows = [.. status.Regions.Select(Row)];
        if (format == OutputFormats.Markdown)
            MarkdownTable.Write(output, Header, rows);
        else
            TextTable.Write(output, Header, rows, width, LeastWidths);
        WriteDetails(output, status.Regions, format == OutputFormats.Markdown, record);
        output.WriteLine();
        WriteShared(output, status.Regions);
        WrappedText.Write(output, "", StatusCount.Of(status, isWhole: format == OutputFormats.Markdown));
    }

    private static string[] Row(RegionStatus region) =>
        [
            region.Name,
            State(region),
            region.Drifts ? "several" : region.Version ?? "?",
            region.Health == Health.Unknown ? "?" : $"{region.Ready}/{region.Wanted}",
            region.Page is { } page ? page.Version ?? "?" : "-",
            region.LastRelease is { } last ? $"{UtcText.ForPeopleToTheMinute(last.At)} by {last.Actor}" : "-",
        ];

    private static string State(RegionStatus region) =>
        region.Health switch
        {
            Health.Unhealthy => "UNHEALTHY",
            Health.Unknown => "UNKNOWN",
            Health.Progressing => "rolling out",
            Health.Healthy => region.Drifts ? "drifting" : "healthy",
        };

    // Regions that the same is wrong with, such as a login that is missing, are told of together.
    private static void WriteDetails(
        TextWriter output,
        IReadOnlyList<RegionStatus> regions,
        bool isMarkdown,
        ReleaseRecord? record
    )
    {
        var details = regions.Select(region => (region.Name, Text: Details(region, isMarkdown ? "- " : "  ", record)));
        foreach (var group in details.Where(entry => entry.Text.Length > 0).GroupBy(entry => entry.Text))
        {
            var names = RegionNames.Of([.. group.Select(entry => entry.Name)]);
            output.WriteLine();
            if (isMarkdown)
                output.WriteLine($"### {names}{Environment.NewLine}");
            else
                WrappedText.Write(output, "[", $"{names}]");
            output.Write(group.Key);
        }
    }

    private static string Details(RegionStatus region, string begin, ReleaseRecord? record)
    {
        var schema = SchemaText.Of(region);
        if (
            region.Problems.Count == 0
            && !region.Drifts
            && region.Migration?.Phase != JobPhase.Failed
            && schema is null
        )
            return "";
        using var output = new StringWriter();
        foreach (var problem in region.Problems.Take(ShownProblems))
            WrappedText.Write(output, begin, problem);
        if (region.Problems.Count > ShownProblems)
            output.WriteLine($"{begin}and {region.Problems.Count - ShownProblems} more; --output=json has all");
        if (region.Drifts)
            WrappedText.Write(output, $"{begin}drifts: ", Drift(region.Workloads));
        if (region.Migration is { Phase: JobPhase.Failed } migration)
            WrappedText.Write(
                output,
                $"{begin}migration: ",
                $"to {migration.Version ?? "?"} failed: {migration.Reason}"
            );
        if (schema is not null)
            WrappedText.Write(output, $"{begin}schema: ", schema);
        if (region.NextStep is { } next)
            NextLine.Write(output, begin, next, record);
        return output.ToString();
    }

    private static string Drift(IEnumerable<WorkloadStatus> workloads) =>
        string.Join(
            "; ",
            workloads
                .GroupBy(workload => workload.Version ?? "an unknown tag")
                .Select(group =>
                    $"{group.Key} in {string.Join(", ", group.Select(workload => $"{workload.Kind} {workload.Name}"))}"
                )
        );

    // What one release does to a hundred regions is one line, not a hundred.
    private static void WriteShared(TextWriter output, IReadOnlyList<RegionStatus> regions)
    {
        foreach (var locked in regions.Where(region => region.Lock is not null).GroupBy(region => region.Lock!.Holder))
            WrappedText.Write(output, "Lock: ", $"{Locked(locked)}: {Names(locked)}");
        var migrating = regions.Where(region => region.Migration?.Phase == JobPhase.Running);
        foreach (var running in migrating.GroupBy(region => region.Migration!.Version))
            WrappedText.Write(output, "Migration: ", $"to {running.Key ?? "?"} runs in {Names(running)}");
        DatabaseLines.Write(output, regions.Select(region => (region.Name, region.Database)));
        ScaledToZero.Write(output, regions.Select(region => (region.Name, region.ScaledToZero)));
        foreach (var unread in regions.SelectMany(region => region.Unread).Take(ShownProblems))
            WrappedText.Write(output, "Not read: ", unread);
    }

    private static string Locked(IGrouping<string, RegionStatus> locked)
    {
        var since = locked.Min(region => region.Lock!.Since);
        var expired =
            locked.All(region => region.Lock!.IsExpired) ? " (expired: the next release takes it)"
            : locked.Any(region => region.Lock!.HasOtherClock)
                ? " (renewed just now, by a clock that differs from this machine's)"
            : "";
        return $"held by {locked.Key} since {UtcText.ForPeople(since)}{expired}";
    }

    private static string Names(IEnumerable<RegionStatus> regions) =>
        RegionNames.Of([.. regions.Select(region => region.Name)]);
}
