using Benchmarks.Measuring;

namespace Benchmarks.Results;

/// <summary>One piece of work, done by this tool and by what people would use instead.</summary>
/// <param name="Work">The work, in the words of <c>docs/performance.md</c>.</param>
/// <param name="Ours">What the tool took, as a median.</param>
/// <param name="Beside">What it is measured against; <see langword="null"/> where there is nothing.</param>
/// <param name="Theirs">What that took, in the same run and taking turns.</param>
internal sealed record Row(string Work, Measurement Ours, string? Beside = null, Measurement? Theirs = null)
{
    /// <summary>Our time by theirs.</summary>
    public double? TimeRatio => Theirs is null ? null : Ours.Elapsed / Theirs.Elapsed;

    /// <summary>Our processor time by theirs; nothing where the system does not tell it.</summary>
    public double? ProcessorRatio =>
        Theirs is null || Theirs.Processor == TimeSpan.Zero ? null : Ours.Processor / Theirs.Processor;
}

/// <summary>A figure that is compared with nothing.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
internal sealed record Figure(string Name, double Value, string Unit)
{
    /// <summary>The unit of what an API server is asked.</summary>
    public const string Requests = "requests";
}
