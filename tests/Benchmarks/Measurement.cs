namespace Benchmarks;

/// <summary>What one run of a command took.</summary>
/// <param name="Elapsed">Wall-clock time.</param>
/// <param name="PeakBytes">Most memory that was seen.</param>
internal sealed record Measurement(TimeSpan Elapsed, long PeakBytes);
