using System.Globalization;

namespace Pipeline.Testing;

/// <summary>How many tests passed, failed and were skipped.</summary>
/// <param name="Passed">Those that passed.</param>
/// <param name="Failed">Those that failed, and test programs that did not get so far as to count.</param>
/// <param name="Skipped">Those that could not run here and said so.</param>
public sealed record TestTotals(int Passed, int Failed, int Skipped)
{
    /// <summary>No tests.</summary>
    public static readonly TestTotals None = new(0, 0, 0);

    /// <summary>Reads the summary of a test program.</summary>
    /// <param name="lines">What it wrote.</param>
    /// <param name="succeeded">Whether it ended with exit code 0; if not, at least one failure is counted.</param>
    public static TestTotals Read(IReadOnlyList<string> lines, bool succeeded)
    {
        var totals = new TestTotals(Count(lines, "succeeded"), Count(lines, "failed"), Count(lines, "skipped"));
        var isBroken = totals.Failed == 0 && (!succeeded || totals.Passed + totals.Skipped == 0);
        return isBroken ? totals with { Failed = 1 } : totals;
    }

    /// <summary>Adds the tests of another program.</summary>
    public TestTotals Add(TestTotals other) =>
        new(Passed + other.Passed, Failed + other.Failed, Skipped + other.Skipped);

    /// <summary>The one line that test runs end with.</summary>
    public override string ToString() =>
        $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");

    // The summary stands at the end; a test's own output before it may look alike.
    private static int Count(IReadOnlyList<string> lines, string word) =>
        lines.LastOrDefault(line => line.TrimStart().StartsWith($"{word}: ", StringComparison.Ordinal)) is { } line
        && int.TryParse(line.Split(": ")[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;
}
