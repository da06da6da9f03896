using Foundation.Timing;
using Pipeline.Targets;
using Pipeline.Terminal.Live;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Terminal;

/// <summary>The last screen of a run: regions by stages, what went wrong, and what to do next.</summary>
public static class Summary
{
    // As many rows and names as a screen has room for.
    private const int FewRegions = 20;

    /// <summary>Writes the summary of a record.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="record">What happened.</param>
    /// <param name="file">The file that holds the record, when there is one.</param>
    /// <param name="colours">The colours of failures.</param>
    /// <param name="sections">Sections for what a failing region leaves, where there are such.</param>
    public static void Write(
        TextWriter output,
        ReleaseRecord record,
        string? file,
        Colouring colours,
        GitLabSections sections
    )
    {
        if (ReachedRegions(record))
            WriteTable(output, record);
        foreach (var region in record.Regions.Where(region => region.Failure is not null))
            WriteFailure(output, record, region, region.Failure!, colours, sections);
        // A run says nothing of what it did not look at. A refusal touched nothing, and what keeps a region from being
        // read is among its findings.
        foreach (
            var region in record.Regions.Where(region =>
                region.Live is not null && IsUnknown(region) && Serving.Read(region.Live) != LiveVersion.NotRead
            )
        )
            if (record.Outcome != Outcome.Refused)
                WriteUnknown(output, region, record.Target == TargetNames.Drill);
        output.WriteLine();
        WriteProblems(output, record);
        colours.WriteLine(output, new TonedText(Verdict(record), ToneOf(record.Outcome)));
        if (record.Outcome == Outcome.Interrupted)
            output.WriteLine("next: run the same command again; it does only what is left");
        if (file is not null)
            output.WriteLine($"Record: {file}");
    }

    /// <summary>Writes what ended the run outside of any region, one line each.</summary>
    public static void WriteProblems(TextWriter output, ReleaseRecord record)
    {
        foreach (var problem in record.Problems)
            output.WriteLine($"- {PlainProgress.Printable(problem)}");
    }

    private static void WriteTable(TextWriter output, ReleaseRecord record)
    {
        var stages = Enum.GetValues<Stage>()
            .Where(stage => record.Regions.Any(region => Of(region, stage) is not null))
            .ToArray();
        string[] header = ["Region", "Wave", "From", .. stages.Select(stage => stage.Facts().Title), "Live", "Outcome"];
        var isMany = record.Regions.Count > FewRegions;
        var shown = record.Regions.Where(region => !isMany || !IsUneventful(region)).ToArray();
        var rows = shown.Select(region =>
            (string[])
                [
                    region.Name,
                    $"{region.Wave}",
                    region.From ?? "?",
                    .. stages.Select(stage => Cell(Of(region, stage))),
                    IsUnknown(region) ? "unknown" : region.Live!,
                    Word(region.Outcome),
                ]
        );
        output.WriteLine();
        TextTable.Write(output, header, [.. rows]);
        foreach (var alike in record.Regions.Except(shown).GroupBy(region => region.Outcome))
            output.WriteLine($"and {alike.Count()} more: {Word(alike.Key)}");
    }

    private static bool IsUneventful(RegionRecord region) =>
        region.Outcome is Outcome.Succeeded or Outcome.Skipped && region.Failure is null && !IsUnknown(region);

    private static bool IsUnknown(RegionRecord region) => Serving.Read(region.Live) is null or Serving.Unknown;

    private static void WriteUnknown(TextWriter output, RegionRecord region, bool isDrill)
    {
        output.WriteLine();
        output.WriteLine($"[{region.Name}] the live version is {PlainProgress.Printable(region.Live!)}");
        // The drill's clusters have ended with it; elsewhere the same name means a real region.
        if (!isDrill)
            output.WriteLine($"  next: ./build.sh --target=Status --regions={region.Name}");
    }

    private static StageRecord? Of(RegionRecord region, Stage stage) =>
        region.Stages.FirstOrDefault(entry => entry.Name == stage);

    private static string Cell(StageRecord? stage) =>
        stage switch
        {
            null => "-",
            { Outcome: Outcome.Skipped } => StageWord(stage),
            _ => $"{StageWord(stage)} {Took(stage)}",
        };

    private static string Took(StageRecord stage) =>
        stage.Seconds is { } seconds ? DurationText.Of(TimeSpan.FromSeconds(seconds)) : "";

    private static void WriteFailure(
        TextWriter output,
        ReleaseRecord record,
        RegionRecord region,
        FailureRecord failure,
        Colouring colours,
        GitLabSections sections
    )
    {
        output.WriteLine();
        var stage = failure.Stage is { } named ? $" {named.Facts().Words}" : "";
        var what = $"[{region.Name}]{stage}: {failure.Reason}: {PlainProgress.Printable(failure.Message)}";
        colours.WriteLine(output, new TonedText(what, Tone.Bad));
        var hasDetails = failure.Log.Count + failure.Events.Count > 0;
        if (hasDetails)
            sections.Start($"failure-{region.Name}", $"  log and events of {region.Name}", isCollapsed: true);
        WriteLines(
            output,
            failure.Pod is null ? "log" : $"log of {failure.Pod}",
            PythonTraceback.Folded(failure.Log).TakeLast(25)
        );
        WriteLines(output, "events", failure.Events);
        if (hasDetails)
            sections.End($"failure-{region.Name}");
        if (region.Schema is { } schema)
            SchemaLines.Write(output, schema);
        if (Of(region, Stage.Restore) is { Detail: { } detail } restore)
            output.WriteLine(
                $"  {Stage.Restore.Facts().Words}: {StageWord(restore)}: {PlainProgress.Printable(detail)}"
            );
        if (failure.NextStep is { } next)
            output.WriteLine($"  next: {next}");
        foreach (var (name, text) in FailureWays.Of(record, region))
            output.WriteLine($"  {name}: {PlainProgress.Printable(text)}");
    }

    private static void WriteLines(TextWriter output, string title, IEnumerable<string> lines)
    {
        var all = lines.ToArray();
        if (all.Length == 0)
            return;
        output.WriteLine($"  {title}:");
        foreach (var line in all)
            output.WriteLine($"    {PlainProgress.Printable(line)}");
    }

    private static Tone ToneOf(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded => Tone.Good,
            Outcome.Failed or Outcome.Interrupted => Tone.Bad,
            Outcome.Running or Outcome.Skipped or Outcome.Refused => Tone.Plain,
        };

    private static string Verdict(ReleaseRecord record)
    {
        var took = record.FinishedAt is { } end ? $" in {DurationText.Of(end - record.StartedAt)}" : "";
        var reach = ReachedRegions(record) ? Reach(record.Regions) : "";
        var change = ChangedNothing(record) ? "; nothing had to change" : "";
        var version = record.Version.Length == 0 ? "" : $" {record.Version}";
        return $"{record.Target}{version} {Word(record.Outcome)}{took}{reach}{change}.";
    }

    private static string Reach(IReadOnlyList<RegionRecord> regions)
    {
        if (regions.Count > 1 && regions.All(region => ReleaseReach.Of(region) == RegionReach.Done))
            return $": {regions.Count} of {regions.Count} regions";
        return $": {string.Join("; ", ReleaseReach.Parts(regions, Names))}";
    }

    // A run for Tag or PushAcr alone has regions, but no lane of theirs ever starts.
    private static bool ReachedRegions(ReleaseRecord record) =>
        record.Regions.Any(region => region.Stages.Count > 0 || region.Failure is not null);

    private static bool ChangedNothing(ReleaseRecord record) =>
        record.Outcome == Outcome.Succeeded
        && ReachedRegions(record)
        && record.Regions.All(region =>
            region.Stages.All(stage => !stage.Name.Changes() || stage.Outcome == Outcome.Skipped)
        );

    private static string Names(IReadOnlyList<RegionRecord> regions)
    {
        var more = regions.Count > FewRegions ? $" and {regions.Count - FewRegions} more" : "";
        return string.Join(", ", regions.Take(FewRegions).Select(region => region.Name)) + more;
    }

    private static string Word(Outcome outcome) => OutcomeWords.Loud(outcome, OutcomeWords.Of(outcome));

    private static string StageWord(StageRecord stage) =>
        OutcomeWords.Loud(stage.Outcome, OutcomeWords.OfStage(stage.Outcome));
}
