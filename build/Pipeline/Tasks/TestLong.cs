using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Testing;

namespace Pipeline.Tasks;

/// <summary>The tests that take longer than anybody waits between two changes.</summary>
[TaskName(TargetNames.TestLong)]
[TaskDescription(
    "Runs the long tests: bad days at every stage, random ones, the compiled program as people and CI start it"
)]
[Target(Touch.Nothing)]
public sealed class TestLong : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => new TestRun(context).RunAsync(TestSuite.LongRunning);
}
