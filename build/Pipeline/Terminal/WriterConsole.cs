using System.Globalization;
using Cake.Core;

namespace Pipeline.Terminal;

/// <summary>
/// Cake's console, through the run's own writers. Cake's own writes past them, and colours whatever is no terminal too,
/// since it looks only at <c>TERM</c>.
/// </summary>
/// <param name="output">Where lines go.</param>
/// <param name="errors">Where errors go.</param>
/// <param name="colours">The colours of what is good or bad; Cake has more of them.</param>
public sealed class WriterConsole(TextWriter output, TextWriter errors, Colouring colours) : IConsole
{
    /// <inheritdoc/>
    public ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    /// <inheritdoc/>
    public ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    /// <summary>
    /// None that Cake writes itself: whatever it shows is made printable, and an escape sequence would be, too.
    /// </summary>
    public bool SupportAnsiEscapeCodes => false;

    /// <inheritdoc/>
    public void Write(string format, params object[] arg) => colours.Write(output, Tone, Text(format, arg));

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] arg) => colours.WriteLines(output, Tone, Text(format, arg));

    /// <inheritdoc/>
    public void WriteError(string format, params object[] arg) => colours.Write(errors, Tone, Text(format, arg));

    /// <inheritdoc/>
    public void WriteErrorLine(string format, params object[] arg) =>
        colours.WriteLines(errors, Tone, Text(format, arg));

    /// <inheritdoc/>
    public void ResetColor()
    {
        ForegroundColor = ConsoleColor.Gray;
        BackgroundColor = ConsoleColor.Black;
    }

    private Tone Tone =>
        (ForegroundColor, BackgroundColor) switch
        {
            (ConsoleColor.Red or ConsoleColor.DarkRed, _) or (_, ConsoleColor.Red or ConsoleColor.DarkRed) => Tone.Bad,
            (ConsoleColor.Green or ConsoleColor.DarkGreen, _) => Tone.Good,
            (ConsoleColor.Yellow or ConsoleColor.DarkYellow, _) => Tone.Warning,
            _ => Tone.Plain,
        };

    private static string Text(string format, object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, format, arguments);
}
