using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Testing;

namespace Pipeline.Tasks;

/// <summary>The short form of the measurements, against the figures of <c>docs/performance.md</c>.</summary>
[TaskName(TargetNames.CheckBenchmark)]
[TaskDescription("Measures start-up and releases, and fails where they are 30 % worse than documented")]
[Target(Touch.Nothing, Page = "docs/performance.md")]
public sealed class CheckBenchmark : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => new TestRun(context).MeasureAsync(TestRun.ShortForm);
}
