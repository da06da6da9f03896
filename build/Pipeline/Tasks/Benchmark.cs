using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Testing;

namespace Pipeline.Tasks;

/// <summary>Measurements of what is promised.</summary>
[TaskName(TargetNames.Benchmark)]
[TaskDescription("Measures start-up, releases beside kubectl, status and migrations, and writes the tables")]
[Target(Touch.Nothing, Page = "docs/performance.md")]
public sealed class Benchmark : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => new TestRun(context).MeasureAsync();
}
