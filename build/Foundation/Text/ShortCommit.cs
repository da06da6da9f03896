namespace Foundation.Text;

/// <summary>A commit in as many letters as people read.</summary>
public static class ShortCommit
{
    /// <summary>How many letters.</summary>
    // So many are unique in the largest repositories, and git finds the commit by them.
    public const int Length = 12;

    /// <summary>The beginning of the commit's id.</summary>
    public static string Of(string commit) => commit[..Math.Min(Length, commit.Length)];
}
