namespace Pipeline.Reports.Markup;

/// <summary>
/// Whether the words of a cell are kept whole. A column is as wide as its longest word then, so long ones are not.
/// </summary>
public static class Wholeness
{
    private const int LongestWord = 24;
    private const int LongestName = 16;

    /// <summary>
    /// The class of a cell with this text: <c>word</c> where it is one name, <c>words</c> where it may wrap at spaces,
    /// <see langword="null"/> where it may break anywhere.
    /// </summary>
    public static string? Of(string text)
    {
        var longest = text.Split(' ').Max(word => word.Length);
        return longest > LongestWord ? null
            : longest == text.Length && longest <= LongestName ? "word"
            : "words";
    }
}
