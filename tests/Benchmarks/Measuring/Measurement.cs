namespace Benchmarks.Measuring;

/// <summary>What one run of a command took, with everything that it started.</summary>
/// <param name="Elapsed">Wall-clock time.</param>
/// <param name="Processor">Processor time of the command and of all its children.</param>
/// <param name="PeakBytes">Most memory that the processes of the command held at the same moment.</param>
internal sealed record Measurement(TimeSpan Elapsed, TimeSpan Processor, long PeakBytes)
{
    /// <summary>The median of each figure, apart from the others.</summary>
    public static Measurement Median(IReadOnlyCollection<Measurement> runs) =>
        new(Middle(runs, run => run.Elapsed), Middle(runs, run => run.Processor), Middle(runs, run => run.PeakBytes));

    private static T Middle<T>(IReadOnlyCollection<Measurement> runs, Func<Measurement, T> figure) =>
        runs.Select(figure).Order().ElementAt(runs.Count / 2);
}
