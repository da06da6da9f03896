using System.Text;
using Foundation.Text;

namespace Pipeline.Terminal;

/// <summary>
/// A terminal, or the log of a job, as the run may write to it: no text can command the terminal, reorder its letters
/// or hide any. Only the tool's own colours, section marks and picture go past this writer.
/// </summary>
public sealed class VisibleWriter : TextWriter
{
    private readonly TextWriter _terminal;

    private VisibleWriter(TextWriter terminal) => _terminal = terminal;

    /// <inheritdoc/>
    public override Encoding Encoding => _terminal.Encoding;

    /// <inheritdoc/>
    [System.Diagnostics.CodeAnalysis.AllowNull]
    public override string NewLine
    {
        get => _terminal.NewLine;
        set => _terminal.NewLine = value;
    }

    /// <summary>The writer that makes text visible before it reaches another one.</summary>
    public static VisibleWriter Of(TextWriter terminal) => terminal as VisibleWriter ?? new VisibleWriter(terminal);

    /// <summary>The terminal itself, for text of the tool's own that was made visible and has colours.</summary>
    internal static TextWriter Behind(TextWriter writer) =>
        writer is VisibleWriter visible ? visible._terminal : writer;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => _terminal.Write(VisibleText.Lines(value ?? ""));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => _terminal.WriteLine(VisibleText.Lines(value ?? ""));

    /// <inheritdoc/>
    public override void WriteLine() => _terminal.WriteLine();

    /// <inheritdoc/>
    public override void Flush() => _terminal.Flush();
}
