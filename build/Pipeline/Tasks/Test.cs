using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Testing;

namespace Pipeline.Tasks;

/// <summary>The unit tests and those on embedded clusters.</summary>
[TaskName(TargetNames.Test)]
[TaskDescription("Runs the unit tests, and the whole chain on embedded clusters")]
[Target(Touch.Nothing)]
public sealed class Test : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => new TestRun(context).RunAsync(TestSuite.Quick);
}
