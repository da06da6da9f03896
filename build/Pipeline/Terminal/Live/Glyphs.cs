using System.Text;

namespace Pipeline.Terminal.Live;

/// <summary>The signs of the picture.</summary>
/// <param name="IsUnicode">Whether the terminal shows more than ASCII.</param>
public sealed record Glyphs(bool IsUnicode)
{
    /// <summary>What stands for a text that was cut.</summary>
    public string Ellipsis => IsUnicode ? "…" : "~";

    /// <summary>The mark of a stage.</summary>
    public string Of(CellState state) =>
        state switch
        {
            CellState.Running => IsUnicode ? "●" : ">",
            CellState.Done => IsUnicode ? "✓" : "+",
            CellState.NothingToDo => IsUnicode ? "–" : "-",
            CellState.Failed => IsUnicode ? "✗" : "x",
            CellState.Interrupted => IsUnicode ? "■" : "!",
            CellState.Open => IsUnicode ? "·" : ".",
        };

    /// <summary>A text in letters that the terminal shows.</summary>
    public string Fit(string text)
    {
        if (IsUnicode || Ascii.IsValid(text))
            return text;
        var fit = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            fit.Append(rune.IsAscii ? rune.ToString() : "?");
        return fit.ToString();
    }

    /// <summary>
    /// Whether a locale's letters are Unicode, by the rules of POSIX: the first of three variables that is set counts.
    /// </summary>
    /// <param name="variable">Gives environment variables.</param>
    public static bool IsUnicodeLocale(Func<string, string?> variable)
    {
        var locale = new[] { "LC_ALL", "LC_CTYPE", "LANG" }
            .Select(variable)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale is not null
            && (
                locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase)
                || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase)
            );
    }
}
