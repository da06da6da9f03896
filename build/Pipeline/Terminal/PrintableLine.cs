using Foundation.Text;

namespace Pipeline.Terminal;

/// <summary>Text of others in one line that a terminal can show.</summary>
internal static class PrintableLine
{
    private const int LongestLine = 2_000;

    /// <summary>The line; of a very long one the beginning.</summary>
    // A log line of somebody else's must not move the cursor, colour the screen or start a section of the CI log.
    public static string Of(string text)
    {
        var line = VisibleText.Line(text);
        return line.Length <= LongestLine ? line : $"{Shortened.Beginning(line, LongestLine)}…";
    }
}
