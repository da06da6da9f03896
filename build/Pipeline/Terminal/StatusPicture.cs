using Foundation.Secrets;
using Foundation.Timing;
using Pipeline.Targets;
using Pipeline.Terminal.Live;
using Releases.Records;
using Releases.Surveys;

namespace Pipeline.Terminal;

/// <summary>The status of a fleet in its place on a terminal, where the next one takes it.</summary>
public static class StatusPicture
{
    /// <summary>Shows it in the place of the one before.</summary>
    /// <param name="screen">The terminal.</param>
    /// <param name="status">The status.</param>
    /// <param name="interval">How long until the next one.</param>
    /// <param name="record">The run, to whose fleet commands lead.</param>
    public static void Show(Screen screen, FleetStatus status, TimeSpan interval, ReleaseRecord record)
    {
        using var text = new StringWriter();
        text.WriteLine(
            $"{UtcText.ForPeople(status.ReadAt)}, again in {DurationText.OfLimit(interval)}; Ctrl-C ends it"
        );
        text.WriteLine();
        StatusReport.Write(text, status, OutputFormats.Table, screen.Width - 1, record);
        // The terminal is painted past the writers that keep secrets back.
        var lines = SecretKeeper.Redact(text.ToString()).TrimEnd().ReplaceLineEndings("\n").Split('\n');
        string[] shown = [.. lines.SelectMany(line => Broken(line, Math.Max(WrappedText.Width, screen.Width) - 1))];
        screen.Show((width, height) => Fitting(shown, width, height));
    }

    // A command is one line in the report, and here as many as show all of it.
    private static IEnumerable<string> Broken(string line, int width) =>
        line.Length <= width ? [line] : WrappedText.Lines(line[..^line.TrimStart().Length], line.TrimStart(), width);

    // What is taller or wider than the terminal could not be taken away again.
    private static IReadOnlyList<IReadOnlyList<TonedText>> Fitting(string[] lines, int width, int height)
    {
        var room = Math.Max(1, height - 1);
        string[] shown =
            lines.Length <= room
                ? lines
                : [.. lines.Take(room - 1), $"and {lines.Length - room + 1} more lines; --regions shows fewer"];
        return [.. shown.Select(line => (TonedText[])[new TonedText(WrappedText.Cell(line, Math.Max(1, width - 1)))])];
    }
}
