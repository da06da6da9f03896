namespace Foundation.Text;

/// <summary>Text of others, cut to a length, with a sign that something is missing.</summary>
public static class Shortened
{
    /// <summary>The text itself, or its beginning with the number of characters that were left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many characters of it are kept.</param>
    public static string To(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var beginning = Beginning(text, longest);
        return $"{beginning}… ({text.Length - beginning.Length} more characters)";
    }

    /// <summary>The beginning of a longer text, without a sign.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many characters of it are kept; half of a surrogate pair is no text.</param>
    public static string Beginning(string text, int longest) =>
        longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? text[..(longest - 1)] : text[..longest];
}
