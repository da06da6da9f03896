using Cake.Core;

namespace Pipeline.Terminal;

/// <summary>
/// A console without colours. Cake's own colours whatever is no terminal too, since it looks only at <c>TERM</c>; a file or a pipe
/// gets plain text, and so does everybody who sets <c>NO_COLOR</c>.
/// </summary>
/// <param name="output">Where lines go.</param>
/// <param name="errors">Where errors go.</param>
public sealed class PlainConsole(TextWriter output, TextWriter errors) : IConsole
{
    /// <inheritdoc/>
    public ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    /// <inheritdoc/>
    public ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    /// <inheritdoc/>
    public bool SupportAnsiEscapeCodes => false;

    /// <inheritdoc/>
    public void Write(string format, params object[] arg) => Write(output, format, arg);

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] arg) => WriteLine(output, format, arg);

    /// <inheritdoc/>
    public void WriteError(string format, params object[] arg) => Write(errors, format, arg);

    /// <inheritdoc/>
    public void WriteErrorLine(string format, params object[] arg) => WriteLine(errors, format, arg);

    /// <inheritdoc/>
    public void ResetColor()
    {
        ForegroundColor = ConsoleColor.Gray;
        BackgroundColor = ConsoleColor.Black;
    }

    private static void Write(TextWriter writer, string format, object[] arguments) => writer.Write(format, arguments);

    private static void WriteLine(TextWriter writer, string format, object[] arguments) =>
        writer.WriteLine(format, arguments);
}
