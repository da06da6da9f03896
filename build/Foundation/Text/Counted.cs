namespace Foundation.Text;

/// <summary>Numbers of things in words.</summary>
public static class Counted
{
    /// <summary>The number with the noun: <c>1 region</c>, <c>3 regions</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">The noun for one of them.</param>
    /// <param name="plural">The noun for several; with an <c>s</c> when left out.</param>
    public static string Of(int count, string noun, string? plural = null) =>
        count == 1 ? $"1 {noun}" : $"{count} {plural ?? $"{noun}s"}";
}
