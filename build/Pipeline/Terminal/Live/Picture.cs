using Foundation.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Terminal.Live;

/// <summary>One write to the terminal: what takes the old picture away, lines that stay, and the new picture.</summary>
/// <param name="before">Control sequences and lines that stay, as they are.</param>
/// <param name="lines">The picture.</param>
/// <param name="after">Control sequences that follow it.</param>
internal sealed class Picture(string before, IReadOnlyList<IReadOnlyList<TonedText>> lines, string after = "")
    : Renderable
{
    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (before.Length > 0)
            yield return Segment.Control(before);
        foreach (var line in lines)
        {
            foreach (var piece in line)
                yield return new Segment(VisibleText.Line(piece.Text), StyleOf(piece.Tone));
            yield return Segment.LineBreak;
        }
        if (after.Length > 0)
            yield return Segment.Control(after);
    }

    private static Style StyleOf(Tone tone) =>
        tone switch
        {
            Tone.Strong => new Style(decoration: Decoration.Bold),
            Tone.Good => new Style(Color.Green),
            Tone.Bad => new Style(Color.Maroon),
            Tone.Warning => new Style(Color.Olive),
            Tone.Busy => new Style(Color.Teal),
            Tone.Quiet => new Style(Color.Grey),
            Tone.Plain => Style.Plain,
        };
}
