using Foundation.Text;
using Foundation.Timing;
using Pipeline.Terminal.Live;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Terminal;

/// <summary>
/// The last screen of a run: what happened where and what serves, in a sentence; the regions by stages; a block for
/// each region that failed.
/// </summary>
public static class Summary
{
    // As many names as a sentence has room for.
    private const int FewRegions = 20;
    private const int Width = FailureBlock.Width;

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
        output.WriteLine();
        foreach (var line in WrappedText.Lines("", Verdict(record), Width))
            colours.WriteLine(output, new TonedText(line, ToneOf(record.Outcome)));
        if (Serves(record) is { } serves)
            WrappedText.Write(output, "", serves, Width);
        WriteProblems(output, record);
        if (ReachedRegions(record))
            RegionTable.Write(output, record, Width);
        var block = new FailureBlock(output, record, colours, sections);
        foreach (var region in record.Regions.Where(region => region.Failure is not null))
            block.Write(region, region.Failure!);
        // A run says nothing of what it did not look at. A refusal touched nothing, and what keeps a region from being
        // read is among its findings.
        if (record.Outcome != Outcome.Refused)
            foreach (var region in record.Regions.Where(IsLost))
                WriteLost(output, record, region);
        output.WriteLine();
        if (record.Outcome == Outcome.Interrupted)
            output.WriteLine(
                RepeatedCommand.HasNone(record)
                    ? "next: run the same command again; it begins a new drill, since the clusters have ended"
                    : "next: run the same command again; it does only what is left"
            );
        if (file is not null)
            output.WriteLine($"Record: {file}");
    }

    /// <summary>
    /// Writes what ended the run outside of any region; commands on lines of their own.
    /// </summary>
    public static void WriteProblems(TextWriter output, ReleaseRecord record)
    {
        foreach (var problem in record.Problems)
        {
            var (text, command) = PastedCommand.InFinding(problem);
            var isGone = command is not null && RepeatedCommand.HasNone(record);
            WrappedText.Write(output, "- ", isGone ? PastedCommand.ReasonOf(problem) : text, Width);
            if (command is not null && !isGone)
                output.WriteLine($"    {PrintableLine.Of(RepeatedCommand.There(record, command))}");
        }
    }

    private static bool IsLost(RegionRecord region) =>
        Serving.Read(region.Live) is Serving.Unknown unknown && unknown != LiveVersion.NotRead;

    private static void WriteLost(TextWriter output, ReleaseRecord record, RegionRecord region)
    {
        output.WriteLine();
        WrappedText.Write(output, "", $"[{region.Name}] the live version is {region.Live}", Width);
        if (RepeatedCommand.HasNone(record))
            return;
        output.WriteLine("  next:");
        var command = RepeatedCommand.There(record, $"./build.sh --target=Status --regions={region.Name}");
        output.WriteLine($"    {PrintableLine.Of(command)}");
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
        return $"{record.Target}{version} {OutcomeWords.Loud(record.Outcome)}{took}{reach}{change}.";
    }

    // Where all went well, the sentence before says it.
    private static string? Serves(ReleaseRecord record)
    {
        if (record.Outcome is Outcome.Succeeded or Outcome.Refused || !ReachedRegions(record))
            return null;
        var parts = record
            .Regions.GroupBy(region => Serving.IsKnown(region.Live) ? region.Live! : "not known")
            .Select(group => $"{group.Key} in {Names([.. group])}");
        return $"Serving now: {string.Join("; ", parts)}.";
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

    private static string Names(IReadOnlyList<RegionRecord> regions) =>
        FewNames.Of([.. regions.Select(region => region.Name)], FewRegions);
}
