using Foundation.Text;

namespace Pipeline.Terminal;

/// <summary>The names of regions in a sentence.</summary>
public static class RegionNames
{
    private const int Named = 10;

    /// <summary>The names; of many the first, and how many more there are.</summary>
    public static string Of(IReadOnlyList<string> names) => FewNames.Of(names, Named);
}
