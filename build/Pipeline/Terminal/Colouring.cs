using Pipeline.Terminal.Live;

namespace Pipeline.Terminal;

/// <summary>
/// Lines in colours, as escape sequences that terminals and the logs of GitLab know; or without. The text of a line can
/// hold none.
/// </summary>
/// <param name="isOn">Whether there are colours.</param>
public sealed class Colouring(bool isOn)
{
    /// <summary>No colours.</summary>
    public static readonly Colouring None = new(isOn: false);

    /// <summary>Writes one line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="pieces">What it is made of.</param>
    public void WriteLine(TextWriter output, params IEnumerable<TonedText> pieces) =>
        VisibleWriter.Behind(output).WriteLine(string.Concat(pieces.Select(piece => Of(piece.Tone, piece.Text))));

    /// <summary>Writes a text that may have several lines.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="tone">The colour of all its lines.</param>
    /// <param name="text">The text.</param>
    public void Write(TextWriter output, Tone tone, string text) =>
        VisibleWriter.Behind(output).Write(Lines(tone, text));

    /// <summary>Writes a text that may have several lines, and ends the last one.</summary>
    public void WriteLines(TextWriter output, Tone tone, string text) =>
        VisibleWriter.Behind(output).WriteLine(Lines(tone, text));

    private string Lines(Tone tone, string text) =>
        string.Join(Environment.NewLine, text.Split('\n').Select(line => Of(tone, line.TrimEnd('\r'))));

    private string Of(Tone tone, string text)
    {
        var line = PrintableLine.Of(text);
        return isOn && line.Length > 0 && Code(tone) is { } code ? $"\e[{code}m{line}\e[0m" : line;
    }

    private static string? Code(Tone tone) =>
        tone switch
        {
            Tone.Strong => "1",
            Tone.Good => "32",
            Tone.Bad => "31",
            Tone.Warning => "33",
            Tone.Busy => "36",
            Tone.Quiet => "90",
            Tone.Plain => null,
        };
}
