using Foundation.Text;
using Pipeline.Terminal;

namespace Pipeline.NewRegions;

/// <summary>What a region has and what it misses, on the terminal.</summary>
internal static class NeedsReport
{
    private const int Width = TextTable.UsualWidth;

    /// <summary>Writes one paragraph each, and what comes next. Commands stay on one line, to be pasted.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="region">The region's name.</param>
    /// <param name="needs">What was found.</param>
    /// <param name="again">The command that looks again.</param>
    public static void Write(TextWriter output, string region, IReadOnlyList<RegionNeed> needs, string again)
    {
        var width = needs.Max(need => need.Name.Length);
        output.WriteLine();
        foreach (var need in needs)
        {
            var begin = $"{Word(need.State), -7}  {need.Name.PadRight(width)}  ";
            WrappedText.Write(output, begin, need.Text, Width);
            if (need is { State: not NeedState.Ready, NextStep: { } next })
                output.WriteLine($"{new string(' ', begin.Length)}next: {PrintableLine.Of(next)}");
        }
        output.WriteLine();
        var missing = needs.Count(need => need.State == NeedState.Missing);
        output.WriteLine(
            missing == 0
                ? $"{region} misses nothing that can be seen. What a release would do there:"
                : $"{region} misses {Counted.Of(missing, "thing")}. When that is done, look again:"
        );
        output.WriteLine(missing == 0 ? $"./build.sh --target=Plan --version=X.Y.Z --regions={region}" : again);
    }

    private static string Word(NeedState state) =>
        state switch
        {
            NeedState.Ready => "ready",
            NeedState.Missing => "MISSING",
            NeedState.Unknown => "unknown",
        };
}
