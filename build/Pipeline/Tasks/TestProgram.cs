using Cake.Frosting;
using Pipeline.Testing;

namespace Pipeline.Tasks;

/// <summary>The tests of the compiled program, as people and CI start it.</summary>
[TaskName(nameof(TestProgram))]
[TaskDescription("Runs the tests that start the compiled program: processes, signals, terminals, GitLab's jobs")]
public sealed class TestProgram : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => new TestRun(context).RunAsync(TestSuite.Program);
}
