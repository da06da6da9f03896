using Cake.Frosting;
using Pipeline.Testing;

namespace Pipeline.Tasks;

/// <summary>The unit tests and those on embedded clusters.</summary>
[TaskName(nameof(Test))]
[TaskDescription("Runs the tests that need nothing but git and the .NET SDK")]
public sealed class Test : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context)
    {
        var run = new TestRun(context);
        return run.RunAsync(run.UnitProjects);
    }
}
