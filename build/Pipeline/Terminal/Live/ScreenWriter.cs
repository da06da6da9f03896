using System.Text;

namespace Pipeline.Terminal.Live;

/// <summary>Writes to a screen; a line that is written in one call stays one piece.</summary>
/// <param name="screen">The screen.</param>
/// <param name="encoding">The terminal's encoding.</param>
internal sealed class ScreenWriter(Screen screen, Encoding encoding) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => encoding;

    /// <inheritdoc/>
    public override void Write(char value) => screen.Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => screen.Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => screen.Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => screen.Write(value ?? "");

    /// <inheritdoc/>
    public override void WriteLine(string? value) => screen.Write(value + NewLine);

    /// <inheritdoc/>
    public override void WriteLine() => screen.Write(NewLine);
}
