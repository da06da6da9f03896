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
        // Half of a surrogate pair is no text.
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return $"{text[..end]}… ({text.Length - end} more characters)";
    }
}
