using Foundation.Text;

namespace Pipeline.Checks;

/// <summary>How many of a run's regions change, as a question names them.</summary>
internal static class CountedRegions
{
    /// <summary>The words: all of them, or how many of how many.</summary>
    public static string Of(int changing, int all) =>
        changing == all ? Counted.Of(all, "region") : $"{changing} of {Counted.Of(all, "region")}";
}
