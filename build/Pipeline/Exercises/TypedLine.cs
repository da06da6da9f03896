using System.Text;

namespace Pipeline.Exercises;

/// <summary>A line of the prompt as words: blanks part them, quotes keep them together.</summary>
internal static class TypedLine
{
    private static readonly string[] OfAShell = ["|", "||", "&&", "&", ";", ">", ">>", "<"];

    /// <summary>What only a shell understands in the words, or <see langword="null"/>.</summary>
    public static string? ShellOnly(IReadOnlyList<string> words) =>
        words.FirstOrDefault(word => OfAShell.Contains(word)) ?? words.FirstOrDefault(word => word.EndsWith(';'));

    /// <summary>The words.</summary>
    public static IReadOnlyList<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (isOpen, quote) = (false, '\0');
        foreach (var letter in line)
        {
            if (quote != '\0' && letter == quote)
                quote = '\0';
            else if (quote == '\0' && letter is '"' or '\'')
                (quote, isOpen) = (letter, true);
            else if (quote == '\0' && char.IsWhiteSpace(letter))
                End();
            else
                (isOpen, _) = (true, word.Append(letter));
        }
        End();
        return words;

        void End()
        {
            if (isOpen)
                words.Add(word.ToString());
            word.Clear();
            isOpen = false;
        }
    }
}
