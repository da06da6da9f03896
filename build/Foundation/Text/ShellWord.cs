namespace Foundation.Text;

/// <summary>Words of commands that people paste into a POSIX shell.</summary>
public static class ShellWord
{
    /// <summary>
    /// The word, in single quotes where the shell would read it otherwise than as it is. A terminal obeys control
    /// characters even in a paste, so a replacement character stands for each.
    /// </summary>
    public static string Of(string word)
    {
        var visible = VisibleText.Line(word).Replace('\t', ' ');
        return IsPlain(visible) ? visible : $"'{visible.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    /// <summary>Whether every shell takes a word for what it is, without quotes.</summary>
    public static bool IsPlain(string word) => word.Length > 0 && word.All(IsPlain);

    /// <summary>A command line of such words.</summary>
    public static string Line(params IEnumerable<string> words) => string.Join(' ', words.Select(Of));

    /// <summary>
    /// A command that tells people something. An interactive zsh takes a line that begins with # for a command, so
    /// there are no comments.
    /// </summary>
    public static string Say(string text) => Line("echo", text);

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || "_./:,@+-=".Contains(character, StringComparison.Ordinal);
}
