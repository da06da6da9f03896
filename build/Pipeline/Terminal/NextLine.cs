using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>
/// The next step in a report. Its command is whole in one line, to be pasted, and leads to where the run was.
/// </summary>
internal static class NextLine
{
    private const int Indent = 4;

    /// <summary>Writes a next step.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="begin">What the line begins with.</param>
    /// <param name="next">The next step.</param>
    /// <param name="record">The run; <see langword="null"/> where commands stay as they are.</param>
    public static void Write(TextWriter output, string begin, string next, ReleaseRecord? record)
    {
        var (text, command) = PastedCommand.In(next);
        if (command is null)
            WrappedText.Write(output, $"{begin}next: ", text);
        else
            Write(output, $"{begin}next: ", text, text.Length == 0 ? "" : ": ", There(record, command));
    }

    /// <summary>Writes a finding, whose next step stands at its end.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="begin">What the line begins with.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="record">The run; <see langword="null"/> where commands stay as they are.</param>
    public static void WriteFinding(TextWriter output, string begin, string finding, ReleaseRecord? record)
    {
        var (text, command) = PastedCommand.InFinding(finding);
        if (command is null)
            WrappedText.Write(output, begin, text);
        else
            Write(
                output,
                begin,
                text,
                text.EndsWith("; next:", StringComparison.Ordinal) ? " " : ": ",
                There(record, command)
            );
    }

    private static string There(ReleaseRecord? record, string command) =>
        record is null ? command : RepeatedCommand.There(record, command);

    // What is short stays one line.
    private static void Write(TextWriter output, string begin, string text, string between, string command)
    {
        var line = $"{text}{between}{command}";
        if (begin.Length + line.Length <= WrappedText.Width)
        {
            WrappedText.Write(output, begin, line);
            return;
        }
        if (text.Length == 0)
            output.WriteLine(begin.TrimEnd());
        else
            WrappedText.Write(output, begin, text);
        var indent = begin.Length - begin.TrimStart().Length;
        output.WriteLine($"{new string(' ', Math.Max(Indent, indent + 2))}{PrintableLine.Of(command)}");
    }
}
