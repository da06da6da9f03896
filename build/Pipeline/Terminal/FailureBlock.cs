using Pipeline.Terminal.Live;
using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>
/// A region that failed: the reason, the evidence, what serves meanwhile, the ways on. It holds to
/// <see cref="Width"/> columns; commands stay on a line of their own, to be pasted.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="record">What happened.</param>
/// <param name="colours">The colour of the reason.</param>
/// <param name="sections">Sections for the evidence, where there are such.</param>
internal sealed class FailureBlock(TextWriter output, ReleaseRecord record, Colouring colours, GitLabSections sections)
{
    /// <summary>The widest line of the last screen, in letters.</summary>
    public const int Width = TextTable.UsualWidth;

    // More of a log than a screen has room for is in the record.
    private const int LogLines = 25;

    /// <summary>Writes it.</summary>
    public void Write(RegionRecord region, FailureRecord failure)
    {
        output.WriteLine();
        var stage = failure.Stage is { } named ? $" {named.Facts().Words}" : "";
        foreach (
            var line in WrappedText.Lines("", $"[{region.Name}]{stage}: {failure.Reason}: {failure.Message}", Width)
        )
            colours.WriteLine(output, new TonedText(line, Tone.Bad));
        WriteEvidence(region, failure);
        if (region.Schema is { } schema)
            SchemaLines.Write(output, record, schema, Width);
        if (region.Stages.FirstOrDefault(entry => entry.Name == Stage.Restore) is { Detail: { } detail } restore)
            Line($"{Stage.Restore.Facts().Words}: ", $"{OutcomeWords.LoudOfStage(restore.Outcome)}: {detail}");
        if (NextLook(failure) is { } next)
            WriteWay("next", next.Text, next.Command);
        foreach (var way in FailureWays.Of(record, region))
            WriteWay(way.Name, way.Text, way.Command);
    }

    private void WriteEvidence(RegionRecord region, FailureRecord failure)
    {
        if (failure.Log.Count + failure.Events.Count == 0)
            return;
        sections.Start($"failure-{region.Name}", $"  log and events of {region.Name}", isCollapsed: true);
        WriteLines(
            failure.Pod is null ? "log" : $"log of {failure.Pod}",
            PythonTraceback.Folded(failure.Log).TakeLast(LogLines)
        );
        WriteLines("events", failure.Events);
        sections.End($"failure-{region.Name}");
    }

    private (string Text, string? Command)? NextLook(FailureRecord failure) =>
        failure.NextStep is not { } next ? null
        // kubectl reaches what --serve keeps up, by contexts of its own.
        : RepeatedCommand.HasNone(record) && !record.Arguments.Contains("--serve")
            ? ("the drill's clusters have ended; the same with --serve keeps them up for a look", null)
        : PastedCommand.In(next) is var (text, command)
            ? (text, command is null ? null : RepeatedCommand.There(record, command))
        : null;

    private void WriteWay(string name, string text, string? command)
    {
        if (text.Length == 0)
            output.WriteLine($"  {name}:");
        else
            Line($"{name}: ", text);
        if (command is not null)
            output.WriteLine($"    {PrintableLine.Of(command)}");
    }

    private void Line(string begin, string text) => WrappedText.Write(output, $"  {begin}", text, Width);

    private void WriteLines(string title, IEnumerable<string> lines)
    {
        var all = lines.ToArray();
        if (all.Length == 0)
            return;
        output.WriteLine($"  {title}:");
        foreach (var line in all)
            WrappedText.Write(output, "    ", line, Width);
    }
}
