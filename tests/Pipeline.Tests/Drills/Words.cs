namespace Pipeline.Tests.Drills;

/// <summary>Command lines of tests.</summary>
internal static class Words
{
    /// <summary>The words of a test, after the usual ones that it gives no other value to.</summary>
    public static string[] Of(IEnumerable<string> usual, IReadOnlyList<string> given)
    {
        var names = given.Select(Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. usual.Where(word => Name(word) == "--target" || !names.Contains(Name(word))), .. given];
    }

    private static string Name(string word) => word.Split('=')[0];
}
